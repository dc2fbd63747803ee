using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets.Checking;

/// <summary>Keeps a check's outcome past the secret's stamp: a check is no change.</summary>
public interface ISecretCheckStore
{
    /// <summary>Inside the caller's write.</summary>
    Task KeepAsync(AdminDbContext db, OrganizationId organization, SecretId secret, SecretCheckOutcome outcome, DateTime at, CancellationToken ct);
}
