using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    /// <summary>
    /// The current value with the secret as it stood in that very moment, so that whoever decides where the value may go decides by
    /// what it is. A read for use like any other: counted, shown to nobody.
    /// </summary>
    internal async Task<Result<(Secret Secret, SecretValue Value)>> ReadForCheckAsync(OrganizationId organization, SecretId id, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        if (await finder.FindAsync(db, id, SecretWanted.Current, Now, ct) is not (var secret, { } version))
            return SecretErrors.NotFound;
        var actor = Actor.System(organization, "secret_check");
        var value = await OpenAsync(actor, organization, version, ct);
        if (value.Failed)
            return value.Error;
        usage.Count(organization, id, SecretReader.Of(actor));
        return (secret, value.Value);
    }
}
