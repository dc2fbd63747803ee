using Admin.Domain.Campaigns;
using Admin.Infrastructure.Persistence;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Jobs;

public static class JobsAdapters
{
    /// <summary>Hangfire in memory with SQLite, in the same database with SQL Server. The composition starts <see cref="JobsServer"/>.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddHangfire((provider, hangfire) =>
        {
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            hangfire.UseStorage(Storage(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        });
        services.TryAddTransient<CampaignWakeJob>();
        services.TryAddTransient<PurgeJob>();
        services.TryAddTransient<RetentionJob>();
        services.TryAddTransient<ErasureSweepJob>();
        services.TryAddTransient<NoticeSweepJob>();
        services.TryAddTransient<ReEncryptionWakeJob>();
        services.TryAddTransient<TemplateSweepJob>();
        services.TryAddSingleton<IJobs, HangfireJobs>();
        services.TryAddSingleton<JobsServer>();
        services.AddHealthChecks().AddCheck<JobsHealthCheck>(JobsHealthCheck.Name);
        return services;
    }

    private static JobStorage Storage(DatabaseOptions options) => options.Provider == DatabaseProvider.Sqlite
        ? new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) })
        : new SqlServerStorage(options.ConnectionString, new SqlServerStorageOptions { PrepareSchemaIfNecessary = true, SlidingInvisibilityTimeout = TimeSpan.FromMinutes(5) });
}
