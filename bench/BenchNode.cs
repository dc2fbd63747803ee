using System.Security.Cryptography;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Campaigns;
using Admin.Infrastructure.Hosting;
using Admin.Infrastructure.Messaging.Importing;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;

namespace Admin.Bench;

/// <summary>The application's part about secrets and the ledger's SQL, inside this process, on SQLite with its full syncs; nobody listens, nothing is mailed or limited.</summary>
internal static class BenchNode
{
    public static async Task<ServiceProvider> StartAsync(string directory, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var node = new ServiceCollection()
            .AddLogging()
            .AddMetrics()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new DataDirectory(directory))
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
            .AddSingleton<ILiveChannel, NobodyListens>()
            .AddSingleton<IMail, NoMail>()
            .AddSingleton<IAuditSeal, OneKeySeal>()
            .AddSingleton<IRateLimitStore, NoStore>()
            .AddSingleton<IRateSampleChannel, NoSamples>()
            .AddSingleton<AccessReader>()
            .AddSingleton<Access>()
            .AddPersistence()
            .AddAuditing()
            .AddRateLimiting()
            .AddSecrets()
            .AddSecretsAdapters()
            .AddCampaignsAdapters()
            .AddContactImports()
            .AddContactImportAdapters()
            .BuildServiceProvider();
        await using (var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.All("bench"), CancellationToken.None))
            await db.Database.MigrateAsync();
        await node.GetRequiredService<SecretKeys>().CheckAsync(CancellationToken.None);
        return node;
    }

    public static async Task AddAsync(IServiceProvider node, IEnumerable<object> rows)
    {
        await using var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.All("bench"), CancellationToken.None);
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    private sealed class NobodyListens : ILiveChannel, IDisposable
    {
        public void Publish(LiveNote note)
        {
            // Nobody watches a measurement.
        }

        public IDisposable Subscribe(Action<LiveNote> handler) => this;

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class NoMail : IMail
    {
        public bool IsConfigured => false;

        public void Post(OutgoingMail mail) => throw new NotSupportedException("Nothing is mailed.");
    }

    private sealed class NoStore : IRateLimitStore
    {
        public Task<IReadOnlyList<RateReading>> DecideAsync(IReadOnlyList<RateCharge> charges, CancellationToken ct) =>
            throw new NotSupportedException("Nothing here is limited.");

        public Task GiveBackAsync(string key, string lease, CancellationToken ct) => throw new NotSupportedException("Nothing here is limited.");

        public Task ForgetAsync(string key, CancellationToken ct) => throw new NotSupportedException("Nothing here is limited.");
    }

    private sealed class NoSamples : IRateSampleChannel, IDisposable
    {
        public void Publish(RateSample sample)
        {
            // Nobody watches a measurement.
        }

        public IDisposable Subscribe(Action<RateSample> handler) => this;

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class OneKeySeal : IAuditSeal
    {
        private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

        public string Seal(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, content));
    }
}
