using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Guard;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>
/// One run in the history: who, what, how it went; never its rows and never the values of its parameters. It stands before the
/// statement leaves for the database. It names its data source without depending on it: history outlives a data source.
/// </summary>
public sealed class QueryRun : ITenantOwned
{
    public const int ReasonMaxLength = 500;
    public const int CodeMaxLength = 64;

    // A run that outlives its timeout by this much has lost its process.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private QueryRun()
    {
    }

    public RunId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    public PersonId PersonId { get; private set; }

    public DataSourceId DataSourceId { get; private set; }

    /// <summary>The data source's name at that time.</summary>
    public string SourceName { get; private set; } = "";

    public EngineKind Engine { get; private set; }

    public string Statement { get; private set; } = "";

    public QueryType QueryType { get; private set; }

    /// <summary>What the guard said.</summary>
    public string VerdictCode { get; private set; } = "";

    /// <summary>A change that is only looked at, or made; null for reading.</summary>
    public ChangeStep? Change { get; private set; }

    public string? Reason { get; private set; }

    public int TimeoutSeconds { get; private set; }

    public DateTime StartedAt { get; private set; }

    /// <summary>When a run that has not ended must have lost its process.</summary>
    public DateTime LostAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public RunState State { get; private set; }

    /// <summary>Why it did not end well.</summary>
    public string? ErrorCode { get; private set; }

    public long? DurationMilliseconds { get; private set; }

    public int? RowCount { get; private set; }

    public long? AffectedRows { get; private set; }

    public bool IsTruncated { get; private set; }

    public bool FromCache { get; private set; }

    public bool IsMasked { get; private set; }

    /// <summary>The state with lost processes counted in.</summary>
    public RunState StateAt(DateTime now) => State == RunState.Running && now > LostAt ? RunState.Interrupted : State;

    internal static QueryRun Start(RunPlan plan, Actor actor, DateTime now) => new()
    {
        Id = plan.Id,
        OrganizationId = plan.Source.OrganizationId,
        PersonId = actor.Person!.Value,
        DataSourceId = plan.Source.Id,
        SourceName = plan.Source.Name,
        Engine = plan.Source.Engine,
        Statement = plan.Statement.Length > GuardLimits.MaxLength ? plan.Statement[..GuardLimits.MaxLength] : plan.Statement,
        QueryType = plan.Verdict.QueryType,
        VerdictCode = plan.Verdict.Code,
        Change = plan.Change,
        Reason = plan.Reason,
        TimeoutSeconds = plan.TimeoutSeconds,
        IsMasked = plan.Mask is not null,
        StartedAt = now,
        LostAt = now.AddSeconds(plan.TimeoutSeconds) + Grace,
    };

    /// <summary>Takes something out of its texts.</summary>
    internal void Rewrite(Func<string, string> rewrite) => (Statement, Reason) = (rewrite(Statement), Reason is null ? null : rewrite(Reason));

    internal void Refuse(string code, DateTime now) => (State, ErrorCode, EndedAt) = (RunState.Refused, code, now);
}

/// <summary>The steps of a change.</summary>
public enum ChangeStep
{
    Preview,
    Commit,
}

internal sealed class QueryRunConfiguration : IEntityTypeConfiguration<QueryRun>
{
    public void Configure(EntityTypeBuilder<QueryRun> builder)
    {
        builder.ToTable("QueryRuns");
        builder.HasKey(r => new { r.OrganizationId, r.Id });
        builder.Property(r => r.SourceName).HasMaxLength(DataSource.NameMaxLength);
        builder.Property(r => r.VerdictCode).HasMaxLength(QueryRun.CodeMaxLength);
        builder.Property(r => r.ErrorCode).HasMaxLength(QueryRun.CodeMaxLength);
        builder.Property(r => r.Reason).HasMaxLength(QueryRun.ReasonMaxLength);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.OrganizationId, r.StartedAt });
        builder.HasIndex(r => new { r.OrganizationId, r.PersonId, r.StartedAt });
        builder.HasIndex(r => new { r.OrganizationId, r.State });
    }
}
