using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

public sealed partial class SecretService
{
    private Result<NamedRequest?> Named(Actor actor, OrganizationId organization, SecretDraft draft) => NamedRequest.Of(
        actor, organization, draft.IdempotencyKey, "create", draft.Value!, fingerprints,
        [
            draft.Name, draft.Kind.ToString(), draft.Visibility.ToString(), draft.Provider, draft.ChatbotId?.ToString(), draft.Description, Text(draft.ExpiresAt),
            draft.OwnerId?.ToString(), draft.RotationDays?.ToString(CultureInfo.InvariantCulture), draft.Note, .. draft.Tags,
        ]);

    private Result<NamedRequest?> Named(Actor actor, OrganizationId organization, SecretId id, SecretRotation rotation) => NamedRequest.Of(
        actor, organization, rotation.IdempotencyKey, "rotate", rotation.Value, fingerprints,
        [id.ToString(), rotation.Note, rotation.GraceHours?.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>What the request did when it came before; null when it did not.</summary>
    private static async Task<Result<SecretView>?> FindDoneAsync(AdminDbContext db, NamedRequest? request, CancellationToken ct)
    {
        if (request is null)
            return null;
        var done = await db.Set<SecretRequest>().AsNoTracking().FirstOrDefaultAsync(r => r.KeyHash == request.KeyHash, ct);
        if (done is null)
            return null;
        if (done.ContentHash != request.ContentHash)
            return SecretErrors.IdempotencyKeyReused;
        return SecretView.Of(await db.Set<Secret>().AsNoTracking().SingleAsync(s => s.Id == done.SecretId, ct));
    }

    private void Remember(AdminDbContext db, Secret secret, NamedRequest? request)
    {
        if (request is not null)
            db.Add(SecretRequest.Create(secret.OrganizationId, request, secret.Id, Now));
    }

    private static string? Text(DateTime? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
