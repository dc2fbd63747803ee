using System.Collections.Concurrent;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Campaigns;
using Admin.Infrastructure.Messaging;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.RateLimiting;
using Admin.Infrastructure.Redis;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>
/// One node: its own services, write gate and engine over a shared database file. Its limits are in memory, or in the redis-server
/// that <c>Redis:ConnectionString</c> names.
/// </summary>
internal sealed class CampaignNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public CampaignNode(TestDb db, Uri whatsApp, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var values = new Dictionary<string, string?>
        {
            ["RateLimits:Policies:whatsapp_send:Limit"] = "1000000",
            ["Campaigns:CommitIntervalMilliseconds"] = "50",
            ["Campaigns:MergeIntervalMilliseconds"] = "50",
            ["Campaigns:SweepSeconds"] = "1",
            // Many of the tests' campaigns fail on purpose.
            ["Campaigns:ErrorWindow"] = "0",
            ["WhatsApp:AppSecret"] = CampaignsFixture.AppSecret,
            ["WhatsApp:VerifyToken"] = CampaignsFixture.VerifyToken,
        };
        foreach (var (key, value) in settings)
            values[key] = value;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var clock = time ?? TimeProvider.System;
        var services = new ServiceCollection();
        if (configuration["Redis:ConnectionString"] is not null)
            services.AddRedis().AddSingleton<IRateLimitStore, RedisRateLimitStore>();
        services.TryAddSingleton<IRateLimitStore>(new FakeStore(clock));
        _services = services
            .AddLogging()
            .AddSingleton(clock)
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IHostEnvironment>(new HostingEnvironment { EnvironmentName = Environments.Development })
            .AddSingleton(db.Directory)
            .AddSingleton(new AdminDb(Options.Create(new DatabaseOptions()), db.Directory, NullLoggerFactory.Instance))
            .AddSingleton<IAdminDb>(s => s.GetRequiredService<AdminDb>())
            .AddSingleton<IAuditSeal, FixedKeySeal>()
            .AddSingleton<ILiveChannel>(Live)
            .AddSingleton<IMail>(new FakeMail())
            .AddSingleton<IRateSampleChannel, OneNodeSamples>()
            .AddSingleton<IJobs>(s => new WakingJobs(s))
            .AddSingleton<AccessReader>()
            .AddSingleton<Access>()
            .AddAuditing()
            .AddSecrets()
            .AddSecretsAdapters()
            .AddSenders()
            .AddRateLimiting()
            .AddMessagingAdapters(configuration)
            .AddLive()
            .AddCampaigns()
            .AddCampaignsAdapters()
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
        Get<WhatsAppEndpoint>().BaseUrl = whatsApp;
    }

    public LocalChannel Live { get; } = new();

    public CampaignEngine Engine => Get<CampaignEngine>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private sealed class WakingJobs(IServiceProvider services) : IJobs
    {
        public void WakeCampaign(OrganizationId organization, CampaignId campaign) => services.GetRequiredService<CampaignEngine>().Wake();

        public void WakeCampaignAt(OrganizationId organization, CampaignId campaign, DateTimeOffset at)
        {
            // The sweep finds it.
        }
    }
}

/// <summary>Notes within one process.</summary>
internal sealed class LocalChannel : ILiveChannel
{
    private readonly ConcurrentDictionary<Guid, Action<LiveNote>> _handlers = new();

    public void Publish(LiveNote note)
    {
        foreach (var handler in _handlers.Values)
            handler(note);
    }

    public IDisposable Subscribe(Action<LiveNote> handler)
    {
        var id = Guid.CreateVersion7();
        _handlers[id] = handler;
        return new Subscription(() => _handlers.TryRemove(id, out _));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
