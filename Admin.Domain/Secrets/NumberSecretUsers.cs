using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Secrets;

/// <summary>Numbers hold their access token as a secret.</summary>
internal sealed class NumberSecretUsers : ISecretUsers
{
    public async Task<IReadOnlyList<SecretUser>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct) =>
        [.. (await db.Set<Number>().AsNoTracking().Where(n => n.OrganizationId == organization && n.AccessTokenSecretId == secret).ToListAsync(ct))
            .Select(n => new SecretUser("number", n.Id.ToString(), n.VerifiedName is { Length: > 0 } name ? name : n.PhoneNumberId))];
}
