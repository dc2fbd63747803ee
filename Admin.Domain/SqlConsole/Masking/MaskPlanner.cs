using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard.Mongo;
using Admin.Domain.SqlConsole.Masking.Mongo;
using Admin.Domain.SqlConsole.Masking.Sql;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>
/// Decides, before a run and from the text alone, what a masked reader may see of it. It is asked about statements that the
/// guard has let through, refuses on doubt, never throws on any text, and its time grows with the text alone.
/// </summary>
public static class MaskPlanner
{
    /// <summary>
    /// The plan for a statement, or a refusal with the code <see cref="MaskErrors.Code"/>, its position and its subject.
    /// </summary>
    /// <param name="command">What the guard made of a MongoDB statement (<see cref="Guard.Verdict.Command"/>); without it such a statement is refused.</param>
    public static Result<MaskPlan> Plan(EngineKind engine, string statement, MaskProfile profile, MongoCommand? command = null)
    {
        if (profile.Columns.Count == 0)
            return MaskPlan.ShowsAll;
        return engine switch
        {
            EngineKind.Mongodb => MongoMasking.Plan(command, profile),
            EngineKind.Postgresql or EngineKind.Mysql or EngineKind.Sqlserver or EngineKind.Sqlite => SqlMasking.Plan(engine, statement, profile),
        };
    }
}
