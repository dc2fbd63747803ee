using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>Data sources hold their credentials as a secret.</summary>
internal sealed class DataSourceSecretUsers : ISecretUsers
{
    public async Task<IReadOnlyList<SecretUser>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct) =>
        [.. (await db.Set<DataSource>().AsNoTracking().Where(s => s.OrganizationId == organization && s.CredentialsSecretId == secret).ToListAsync(ct))
            .Select(s => new SecretUser("data_source", s.Id.ToString(), s.Name))];
}
