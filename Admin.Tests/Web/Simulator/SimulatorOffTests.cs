using System.Net;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Web.Components.Layout;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Tests.Web.Simulator;

/// <summary>With <c>Simulator:Enabled</c> false none of it answers.</summary>
public sealed class SimulatorOffTests
{
    [Theory]
    [InlineData(false, HttpStatusCode.NotFound)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task Page_ByWhetherThereIsASimulator_IsFound(bool isSimulated, HttpStatusCode expected)
    {
        await using var host = await ShellHost.StartAsync(services: s => s.Configure<ShellOptions>(o => o.IsSimulated = isSimulated));

        using var answer = await host.Client.SendAsync(host.Request(HttpMethod.Get, "/platform/simulator", cookie: true));

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/_simulator/state")]
    [InlineData("/_simulator/ledger")]
    [InlineData("/v25.0/100000000000001")]
    public async Task ControlRoutes_OfTheApplicationsOwnPort_AreNotFound(string path)
    {
        await using var host = await ShellHost.StartAsync();

        using var answer = await host.Client.SendAsync(host.Request(HttpMethod.Get, path, cookie: true));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Simulator_NotStarted_HasNoPort()
    {
        await using var simulator = new CloudApiSimulator(TimeProvider.System, NullLogger<CloudApiSimulator>.Instance);

        Assert.False(simulator.IsRunning);
        Assert.Throws<InvalidOperationException>(() => simulator.BaseUrl);
    }

    [Fact]
    public void Navigation_WithoutASimulator_DoesNotOfferIt()
    {
        var pages = NavigationEntry.All.Select(e => e.Url("{organization}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var super = new PageContext(null, new Admin.Domain.Accounts.AccessGrant(null, null, []), "Ana", null, IsSuperAdmin: true);

        Assert.DoesNotContain(NavigationMap.For(super, pages), e => e.NeedsSimulator);
        Assert.Contains(NavigationMap.For(super with { HasSimulator = true }, pages), e => e.NeedsSimulator);
    }
}
