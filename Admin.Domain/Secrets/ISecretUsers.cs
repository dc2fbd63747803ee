using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>Something that reads a secret to do its work.</summary>
/// <param name="Type">Snake case, such as <c>number</c> or <c>data_source</c>.</param>
public sealed record SecretUser(string Type, string Id, string Name);

/// <summary>
/// Each feature whose rows refer to secrets registers one, so that a secret can show what uses it and is not deleted under it.
/// </summary>
public interface ISecretUsers
{
    /// <summary>What of this feature uses the secret. Asked inside the deleting write, with its context.</summary>
    Task<IReadOnlyList<SecretUser>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct);
}
