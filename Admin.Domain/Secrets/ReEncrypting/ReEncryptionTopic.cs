using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>Names of the live topics.</summary>
public static class ReEncryptionTopics
{
    /// <summary>An organization's newest runs, as a list of <see cref="ReEncryptionView"/>.</summary>
    public const string All = "re-encryptions";

    /// <summary>How many of them.</summary>
    public const int Shown = 20;
}

internal sealed class ReEncryptionTopic(ReEncryptionReader reader) : ILiveTopic
{
    public string Pattern => ReEncryptionTopics.All;

    public string Permission => Permissions.Secrets.Describe;

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) => await reader.NewestAsync(organization, ReEncryptionTopics.Shown, ct);
}
