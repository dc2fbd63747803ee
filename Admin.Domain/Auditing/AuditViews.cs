using Admin.Domain.Accounts;

namespace Admin.Domain.Auditing;

/// <summary>Whose chain.</summary>
public enum AuditBook
{
    /// <summary>That of the actor's organization.</summary>
    Organization,

    /// <summary>The platform's own: sign-in failures and what super admins do outside organizations.</summary>
    Platform,
}

/// <summary>Which entries to show; all that is given must match.</summary>
public sealed record AuditFilter
{
    /// <summary>Person or token id, or a job's name.</summary>
    public string? Actor { get; init; }

    /// <summary>A whole action (<c>secret.revealed</c>) or its beginning (<c>secret</c>).</summary>
    public string? Action { get; init; }

    public string? SubjectType { get; init; }

    public string? SubjectId { get; init; }

    public AuditOutcome? Outcome { get; init; }

    /// <summary>Not before.</summary>
    public DateTime? From { get; init; }

    /// <summary>Before.</summary>
    public DateTime? To { get; init; }
}

/// <summary>An entry as it is shown.</summary>
/// <param name="ActorName">A person's or token's name; null for what has none, or no longer.</param>
public sealed record AuditView(
    long Sequence,
    DateTime At,
    ActorKind ActorKind,
    string ActorId,
    string? ActorName,
    string? Address,
    string Action,
    string? SubjectType,
    string? SubjectId,
    AuditOutcome Outcome,
    string? Reason,
    IReadOnlyDictionary<string, string> Details,
    string Seal)
{
    internal static AuditView Of(AuditEntry e, string? actorName) => new(
        e.Sequence, e.At, e.ActorKind, e.ActorId, actorName, e.Address, e.Action, e.SubjectType, e.SubjectId, e.Outcome, e.Reason, Read(e.Details), e.Seal);

    private static Dictionary<string, string> Read(string? details)
    {
        if (details is null)
            return [];
        try
        {
            return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(details) ?? [];
        }
        catch (System.Text.Json.JsonException)
        {
            // Somebody changed the row by hand: verify names it, and the list goes on showing it.
            return new Dictionary<string, string>(StringComparer.Ordinal) { ["unreadable"] = details };
        }
    }
}

/// <summary>Entries on their way out, read while they are consumed.</summary>
public sealed record AuditExport(IAsyncEnumerable<AuditView> Entries);
