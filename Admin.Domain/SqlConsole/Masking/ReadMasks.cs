using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Guard.Mongo;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>Who sees less of a data source, and what that means for one statement.</summary>
internal static class ReadMasks
{
    /// <summary>What is hidden of the data source from this reader.</summary>
    public static MaskProfile ProfileFor(AccessGrant rights, DataSource source) =>
        rights.Allows(Permissions.Console.Unmask) ? MaskProfile.SeesAll : MaskProfile.For(source.SensitiveColumns);

    /// <summary>Null for a reader who sees everything; a refusal for a statement that cannot be followed.</summary>
    public static Result<ReadMask?> Plan(MaskProfile profile, EngineKind engine, string statement, MongoCommand? command)
    {
        if (profile.Columns.Count == 0)
            return (ReadMask?)null!;
        var plan = MaskPlanner.Plan(engine, statement, profile, command);
        return plan.Failed ? plan.Error : new ReadMask(plan.Value, plan.Value.HidesErrorText, profile.Fingerprint);
    }
}
