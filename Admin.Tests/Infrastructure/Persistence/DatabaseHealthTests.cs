using Admin.Domain.Organizations;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Persistence;

public sealed class DatabaseHealthTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Check_Migrated_IsHealthy()
    {
        await using var services = Services(NewDirectory());
        await services.GetRequiredService<DatabaseMigrator>().RunAsync(Ct);

        var report = await CheckAsync(services);

        Assert.All(report.Entries, e => Assert.Equal(HealthStatus.Healthy, e.Value.Status));
        Assert.Equal([DatabaseHealthCheck.Name, MigrationsHealthCheck.Name], report.Entries.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Check_OpensButLacksMigrations_SaysSo()
    {
        await using var made = await TestDb.CreateAsync();
        await using (var db = await made.OpenAsync(TenantScope.All("test")))
        {
            await using var write = await db.BeginWriteAsync(Ct);
            await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsHistory", Ct);
            await write.CommitAsync(Ct);
        }

        await using var services = Services(made.Directory);

        var report = await CheckAsync(services);

        Assert.Equal(HealthStatus.Healthy, report.Entries[DatabaseHealthCheck.Name].Status);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries[MigrationsHealthCheck.Name].Status);
    }

    [Fact]
    public async Task Check_NoDatabase_BothAreUnhealthy()
    {
        await using var services = Services(NewDirectory());

        var report = await CheckAsync(services);

        Assert.All(report.Entries, e => Assert.Equal(HealthStatus.Unhealthy, e.Value.Status));
    }

    [Fact]
    public void Registration_DatabaseMigrationsAndKeys_AreRequired()
    {
        using var services = new ServiceCollection().AddPersistence().AddSecretsAdapters().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).BuildServiceProvider();

        var required = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations.Where(r => r.Tags.Contains(HealthTags.Required)).Select(r => r.Name);

        Assert.Equal(["database", "migrations", "secret_keys"], required.Order(StringComparer.Ordinal));
    }

    private static Task<HealthReport> CheckAsync(ServiceProvider services) => services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Ct);

    private static DataDirectory NewDirectory() => new(Path.Combine(Path.GetTempPath(), "admin-tests", Guid.CreateVersion7().ToString("N")));

    private static ServiceProvider Services(DataDirectory directory) => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>("Database:ConnectionString", "Pooling=False")]).Build())
        .AddSingleton(directory)
        .AddPersistence()
        .BuildServiceProvider();
}
