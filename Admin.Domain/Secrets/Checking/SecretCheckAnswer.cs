using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets.Checking;

/// <summary>What one target said.</summary>
/// <param name="Code">Why, in snake case: <c>http_200</c>, <c>timeout</c>, <c>address_refused</c>, <c>api_190</c>…; never what the target wrote.</param>
public sealed record SecretCheckAnswer(SecretCheckOutcome Outcome, string Code);

/// <summary>Something that a secret can be tried against.</summary>
/// <param name="Type">Snake case: <c>number</c>, <c>data_source</c>, <c>address</c>.</param>
/// <param name="Name">For people.</param>
public sealed record SecretCheckTarget(string Type, string Name, Func<SecretValue, CancellationToken, Task<SecretCheckAnswer>> TryAsync);

/// <summary>
/// Each feature that can say whether a credential works registers one. What it tries the value against is not chosen by whoever
/// asks for the check.
/// </summary>
public interface ISecretCheckTargets
{
    Task<IReadOnlyList<SecretCheckTarget>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct);
}

/// <summary>A target's answer, with how long it took.</summary>
public sealed record SecretCheckLine(string Type, string Name, SecretCheckOutcome Outcome, string Code, TimeSpan Latency);

/// <summary>What came of a check: as bad as its worst line.</summary>
public sealed record SecretCheckReport(SecretCheckOutcome Outcome, DateTime At, TimeSpan Latency, IReadOnlyList<SecretCheckLine> Lines);
