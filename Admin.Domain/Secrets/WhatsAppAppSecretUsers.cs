using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>Organizations' own Meta apps hold their app secret and verify token as secrets.</summary>
internal sealed class WhatsAppAppSecretUsers : ISecretUsers
{
    public async Task<IReadOnlyList<SecretUser>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct) =>
        [.. (await db.Set<WhatsAppApp>().AsNoTracking().Where(a => a.OrganizationId == organization && (a.AppSecretId == secret || a.VerifyTokenId == secret)).ToListAsync(ct))
            .Select(a => new SecretUser("whatsapp_app", a.Id.ToString(), a.Name))];
}
