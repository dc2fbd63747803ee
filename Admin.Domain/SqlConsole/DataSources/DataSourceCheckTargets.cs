using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.SqlConsole.Engines;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>
/// A data source's credentials work when it opens with them. An engine that asks for none proves nothing of them, and says so.
/// </summary>
internal sealed class DataSourceCheckTargets(EngineCatalog engines, TargetResolver targets) : ISecretCheckTargets
{
    public async Task<IReadOnlyList<SecretCheckTarget>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct)
    {
        var sources = await db.Set<DataSource>().AsNoTracking().Where(s => s.OrganizationId == organization && s.CredentialsSecretId == secret).ToListAsync(ct);
        return sources.ConvertAll(s => new SecretCheckTarget("data_source", s.Name, (_, token) => TryAsync(s, token)));
    }

    private async Task<SecretCheckAnswer> TryAsync(DataSource source, CancellationToken ct)
    {
        if (engines.Find(source.Engine) is not { } engine)
            return new SecretCheckAnswer(SecretCheckOutcome.Unclear, "engine_not_available");
        var target = await targets.ResolveAsync(source, ct);
        if (target.Failed)
            return new SecretCheckAnswer(SecretCheckOutcome.Unclear, "unreachable");
        var report = await engine.TestAsync(target.Value, ct);
        if (report is { Failed: true, Error.Code: "credentials_refused" })
            return new SecretCheckAnswer(SecretCheckOutcome.Refused, "credentials_refused");
        if (report.Failed)
            return new SecretCheckAnswer(SecretCheckOutcome.Unclear, "unreachable");
        // Opening without an account says that the data source is there, not that the secret is right.
        return target.Value.Credentials is null
            ? new SecretCheckAnswer(SecretCheckOutcome.Unclear, "no_credentials_needed")
            : new SecretCheckAnswer(SecretCheckOutcome.Valid, "ok");
    }
}
