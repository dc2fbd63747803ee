using System.Net;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Tests.Web.Composition;

public sealed class HealthTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, true, 200, "healthy")]
    [InlineData(false, true, 503, "unhealthy")]
    [InlineData(true, false, 200, "degraded")]
    public async Task Ready_Parts_OnlyRequiredOnesMakeItUnhealthy(bool database, bool mail, int status, string word)
    {
        await using var host = await ShellHost.StartAsync(services: services => services.AddHealthChecks()
            .AddCheck("database", () => Of(database), [HealthTags.Required])
            .AddCheck("mail", () => Of(mail)));

        var response = await host.Client.GetAsync("/health/ready", Ct);

        var body = await Body.OfAsync(response);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(word, body.GetProperty("status").GetString());
        Assert.Equal(mail ? "healthy" : "degraded", body.GetProperty("parts").GetProperty("mail").GetString());
    }

    [Fact]
    public async Task Ready_OutsideDevelopment_TellsNoParts()
    {
        await using var host = await ShellHost.StartAsync("Production", services: services => services.AddHealthChecks().AddCheck("database", () => Of(true)));

        var body = await Body.OfAsync(await host.Client.GetAsync("/health/ready", Ct));

        Assert.False(body.TryGetProperty("parts", out _));
    }

    [Fact]
    public async Task Live_FailingParts_StillAnswers()
    {
        await using var host = await ShellHost.StartAsync(services: services => services.AddHealthChecks().AddCheck("database", () => Of(false), [HealthTags.Required]));

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live", Ct)).StatusCode);
    }

    private static HealthCheckResult Of(bool healthy) => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
}
