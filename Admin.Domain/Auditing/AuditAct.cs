namespace Admin.Domain.Auditing;

/// <summary>What to record of an act.</summary>
/// <param name="Action">Such as <c>secret.revealed</c>: subject, dot, past participle.</param>
/// <param name="Reason">Overrides the actor's reason.</param>
/// <param name="Details">Ids, counts, hashes and codes; never values, statement texts or personal data.</param>
public sealed record AuditAct(
    string Action,
    string? SubjectType = null,
    string? SubjectId = null,
    AuditOutcome Outcome = AuditOutcome.Done,
    string? Reason = null,
    IReadOnlyDictionary<string, string>? Details = null);
