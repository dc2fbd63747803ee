using Admin.Infrastructure.Jobs;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Jobs;

/// <summary>Alone: Hangfire keeps its log provider in a static field, and another test's may be disposed of already.</summary>
[Collection(nameof(JobsHealthCheckTests))]
[CollectionDefinition(nameof(JobsHealthCheckTests), DisableParallelization = true)]
public sealed class JobsHealthCheckTests : IAsyncDisposable
{
    private readonly BrittleStorage _storage;
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly JobsServer _server;
    private readonly JobsHealthCheck _check;

    public JobsHealthCheckTests()
    {
        LogProvider.SetCurrentLogProvider(null);
        _storage = new BrittleStorage();
        _server = new JobsServer(_storage, new JobActivator(), new RecurringJobManager(_storage), _time, NullLogger<JobsServer>.Instance);
        _check = new JobsHealthCheck(_server, _storage, _time, NullLogger<JobsHealthCheck>.Instance);
    }

    [Fact]
    public async Task Check_WorkerNotStarted_IsDegraded() => Assert.Equal(HealthStatus.Degraded, await StatusAsync());

    [Fact]
    public async Task Check_WorkerStarted_IsHealthyUntilItStops()
    {
        _server.Start();
        Assert.Equal(HealthStatus.Healthy, await StatusAsync());

        await _server.StopAsync(CancellationToken.None);

        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
    }

    [Fact]
    public async Task Check_NoHeartbeatForLong_IsDegraded()
    {
        _server.Start();

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
    }

    [Fact]
    public async Task Check_StorageAway_IsDegraded()
    {
        _server.Start();
        _storage.IsAway = true;

        Assert.Equal(HealthStatus.Degraded, await StatusAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _storage.IsAway = false;
        await _server.DisposeAsync();
    }

    private async Task<HealthStatus> StatusAsync() => (await _check.CheckHealthAsync(new HealthCheckContext(), CancellationToken.None)).Status;

    /// <summary>The storage in memory, whose monitoring fails when told to.</summary>
    private sealed class BrittleStorage : JobStorage
    {
        private readonly InMemoryStorage _inner = new();

        public volatile bool IsAway;

        public override IMonitoringApi GetMonitoringApi() => IsAway ? throw new InvalidOperationException("away") : _inner.GetMonitoringApi();

        public override IStorageConnection GetConnection() => _inner.GetConnection();
    }
}
