using Admin.Domain.Messaging;
using Admin.Infrastructure.Messaging;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Tests.Support;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class WhatsAppReachTests
{
    private readonly FakeTimeProvider _time = new(Times.Start);
    private readonly WhatsAppReach _reach;

    public WhatsAppReachTests() => _reach = new WhatsAppReach(_time);

    [Fact]
    public void IsLost_NoCallYet_IsFalse() => Assert.False(_reach.IsLost);

    [Fact]
    public void IsLost_AfterACallThatDidNotReachIt_UntilOneDoes()
    {
        _reach.Note(new SendOutcome.NotSent(NotSentReason.ConnectTimeout));
        Assert.True(_reach.IsLost);

        // Refused, so it was there.
        _reach.Note(new SendOutcome.Rejected(new WhatsAppError(190, "Invalid OAuth access token", null, 401)));

        Assert.False(_reach.IsLost);
    }

    [Fact]
    public void IsLost_FailureLongAgo_SaysNothingOfNow()
    {
        _reach.Note(new NumberLookup.Unreachable());

        _time.Advance(WhatsAppReach.Recent);

        Assert.False(_reach.IsLost);
    }

    [Fact]
    public void IsLost_OurOwnCancellation_SaysNothing()
    {
        _reach.Note(new SendOutcome.NotSent(NotSentReason.Cancelled));
        _reach.Note(new SendOutcome.Ambiguous(AmbiguousReason.Cancelled));

        Assert.False(_reach.IsLost);
    }

    [Fact]
    public async Task Client_NobodyListens_LosesIt()
    {
        // A port that was just free.
        using var client = new ClientUnderTest(new Uri($"http://127.0.0.1:{FreePort()}/"));

        await client.SendAsync();

        Assert.True(client.Reach.IsLost);
    }

    [Theory]
    [InlineData(true, false, HealthStatus.Degraded)]
    [InlineData(false, true, HealthStatus.Degraded)]
    [InlineData(false, false, HealthStatus.Healthy)]
    public async Task Check_SimulatorDownOrCallsFailing_IsDegraded(bool simulated, bool lost, HealthStatus expected)
    {
        await using var simulator = new CloudApiSimulator(_time, NullLogger<CloudApiSimulator>.Instance);
        if (lost)
            _reach.Note(new NumberLookup.Unreachable());
        var check = new WhatsAppHealthCheck(_reach, simulator, Options.Create(new SimulatorOptions { Enabled = simulated }));

        Assert.Equal(expected, (await check.CheckHealthAsync(new HealthCheckContext(), CancellationToken.None)).Status);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
