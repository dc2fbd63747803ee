using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>What the webhook door needs of organizations' own apps. Whoever calls is known only by what these values verify.</summary>
public sealed class WhatsAppAppKeys(IAdminDb adminDb, SecretService secrets)
{
    private static readonly TenantScope Scope = TenantScope.All("a webhook names its app, and nobody is signed in");

    /// <summary>The secret that signs the app's webhooks; empty for an app that is not here, which verifies nothing.</summary>
    public Task<Result<string>> AppSecretAsync(WhatsAppAppId id, CancellationToken ct) => ReadAsync(id, a => a.AppSecretId, ct);

    /// <summary>The word of the handshake; empty for an app that is not here.</summary>
    public Task<Result<string>> VerifyTokenAsync(WhatsAppAppId id, CancellationToken ct) => ReadAsync(id, a => a.VerifyTokenId, ct);

    private async Task<Result<string>> ReadAsync(WhatsAppAppId id, Func<WhatsAppApp, SecretId> which, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        if (await db.Set<WhatsAppApp>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, ct) is not { } app)
            return "";
        var read = await secrets.ReadForUseAsync(app.OrganizationId, which(app), "webhook", ct);
        // A secret that was deleted under the app verifies nothing, as none would.
        return read.Error is { Kind: ErrorKind.NotFound } ? "" : read.Map(v => v.GetText());
    }
}
