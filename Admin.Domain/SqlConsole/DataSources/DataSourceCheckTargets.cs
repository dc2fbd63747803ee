using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>
/// A data source's credentials work when it opens with them. An engine that asks for none proves nothing of them, and says so.
/// </summary>
internal sealed class DataSourceCheckTargets(EngineCatalog engines) : ISecretCheckTargets
{
    public async Task<IReadOnlyList<SecretCheckTarget>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct)
    {
        var sources = await db.Set<DataSource>().AsNoTracking().Where(s => s.OrganizationId == organization && s.CredentialsSecretId == secret).ToListAsync(ct);
        return sources.ConvertAll(s => new SecretCheckTarget("data_source", s.Name, (_, token) => TryAsync(s.Target, token)));
    }

    private async Task<SecretCheckAnswer> TryAsync(ConnectionTarget target, CancellationToken ct)
    {
        if (engines.Find(target.Engine) is not { } engine)
            return new SecretCheckAnswer(SecretCheckOutcome.Unclear, "engine_not_available");
        var report = await engine.TestAsync(target, ct);
        // No engine that is here takes credentials: opening says that the data source is there, not that they are right.
        return new SecretCheckAnswer(SecretCheckOutcome.Unclear, report.Failed ? "unreachable" : "no_credentials_needed");
    }
}
