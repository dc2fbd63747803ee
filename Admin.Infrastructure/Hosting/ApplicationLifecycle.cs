using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging.Forwarding;
using Admin.Infrastructure.Auditing;
using Admin.Infrastructure.Demo;
using Admin.Infrastructure.Jobs;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Infrastructure.Persistence;
using Admin.Infrastructure.Redis;
using Admin.Infrastructure.Secrets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Hosting;

/// <summary>
/// The order in which parts start and stop. Before anything is served: Redis, schema, keys, demo data, simulator.
/// After the application has started: the engine, which needs the address that webhooks come to. Stop is the other way round.
/// </summary>
internal sealed class ApplicationLifecycle(
    EmbeddedRedis redis,
    RedisConnection redisConnection,
    IOptions<RedisOptions> redisOptions,
    DatabaseMigrator migrator,
    SecretKeys secretKeys,
    AuditKeyStartup auditKey,
    DemoSeeder demo,
    Simulation simulation,
    JobsServer jobs,
    CampaignEngine engine,
    WebhookForwarder forwarder,
    IServer server) : IHostedLifecycleService
{
    private Task _demoPasswords = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var redisStarts = redisOptions.Value.IsEmbedded ? redis.StartAsync(cancellationToken) : Task.CompletedTask;
        await migrator.RunAsync(cancellationToken);
        await secretKeys.CheckAsync(cancellationToken);
        await auditKey.RunAsync(cancellationToken);
        if (demo.IsOn)
        {
            await demo.SeedAsync(cancellationToken);
            // A hash is made to be slow: beside the rest of the start, and over before anybody is told that it is.
            _demoPasswords = Task.Run(() => demo.ApplyPasswordAsync(cancellationToken), cancellationToken);
        }

        if (simulation.IsOn)
            await simulation.StartAsync(cancellationToken);
        await redisStarts;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        await _demoPasswords;
        if (simulation.IsOn && ListeningAddress.Find(server) is { } address)
            simulation.DeliverTo(address);
        await engine.StartAsync(cancellationToken);
        forwarder.Start();
        jobs.Start();
        // What migrating, seeding and building the model left behind is given back now: a quiet server would hold it for hours.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await forwarder.StopAsync();
        await engine.StopAsync(cancellationToken);
        await jobs.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (simulation.IsOn)
            await simulation.StopAsync();
        // The client leaves first, or it would report a lost connection and try to make a new one.
        await redisConnection.DisposeAsync();
        await redis.DisposeAsync();
    }
}
