using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using Admin.E2E.Pages;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>A program uses up a limit while people watch; a super admin lets it go on.</summary>
[Collection(Stage.Name)]
public sealed class LimitJourney(Stage stage)
{
    private static readonly LocatorAssertionsToContainTextOptions Patient = new() { Timeout = 15_000 };

    [Fact]
    public async Task Dashboard_WhileAProgramIsRefused_MovesAndTheSuperAdminReleases()
    {
        await using var admin = await stage.EnterAsync(People.OtherAdmin);
        await using var super = await stage.EnterAsync(People.Super);
        using var program = await ProgramAsync();
        await admin.OpenAsync("/o/globex/rate-limits");
        await super.OpenAsync("/platform/rate-limits");
        await Expect(admin.Page.Locator("[data-limited]")).ToHaveAttributeAsync("data-limited", "0");

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++)
            statuses.Add(await AcquireAsync(program));

        Assert.Equal((20, 5), (statuses.Count(s => s == HttpStatusCode.OK), statuses.Count(s => s == HttpStatusCode.TooManyRequests)));
        var gauge = admin.Page.Locator("article[data-policy=ai_generate]");
        await Expect(gauge).ToHaveAttributeAsync("data-level", "full", new() { Timeout = 15_000 });
        await Expect(gauge).ToContainTextAsync("20 admitted, 5 refused", Patient);
        await Expect(admin.Page.Locator("tr[data-consumer^='token:']")).ToContainTextAsync("Token limit-journey", Patient);
        await Expect(admin.Page.Locator("[data-limited] tr[data-policy=ai_generate]")).ToContainTextAsync("the whole organization", Patient);
        await Expect(admin.Page.Locator("[data-limited]").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await admin.CheckAccessibleAsync();
        await admin.ShootAsync("rate-limits-full");

        var limited = super.Page.Locator("[data-limited] tr[data-policy=ai_generate]");
        await Expect(limited).ToContainTextAsync("Globex", Patient);
        await super.CheckAccessibleAsync();
        await super.ShootAsync("platform-rate-limits-full");
        await limited.GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await super.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Release" }).ClickAsync();
        await Expect(limited).ToHaveCountAsync(0);

        Assert.Equal(HttpStatusCode.OK, await AcquireAsync(program));
        admin.AssertCalm();
        super.AssertCalm();
    }

    [Fact]
    public async Task Console_OverItsLimit_CountsDownInsteadOfFailing()
    {
        await using var support = await stage.EnterAsync(People.Support);
        var console = new ConsolePage(support);
        await console.OpenAsync("Sample shop");
        await console.RunAsync("select 1 as one");
        await Expect(console.Rows).ToHaveCountAsync(1);
        await UseUpAsync();

        await console.RunAsync("select 2 as two");

        var timer = console.Outcome.GetByRole(AriaRole.Timer);
        await Expect(timer).ToContainTextAsync("Available again in");
        var first = await timer.GetAttributeAsync("data-seconds");
        await Expect(timer).Not.ToHaveAttributeAsync("data-seconds", first!, new() { Timeout = 15_000 });
        var later = await timer.GetAttributeAsync("data-seconds");
        Assert.True(int.Parse(later!, CultureInfo.InvariantCulture) < int.Parse(first!, CultureInfo.InvariantCulture), $"{first}, then {later}");
        await support.CheckAccessibleAsync();
        await support.ShootAsync("console-limited");
        await ReleaseAcmeAsync();
        support.AssertCalm();
    }

    private async Task<HttpClient> ProgramAsync()
    {
        using var api = await Rest.SignInAsync(stage.App, People.OtherAdmin);
        await api.PostAsync("auth/confirm", new { password = AppProcess.DemoPassword });
        var token = await api.PostAsync("service-tokens", new { name = "limit-journey", scopes = (string[])["limits.acquire"] });
        var program = new HttpClient { BaseAddress = stage.App.Address };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("token").GetString());
        return program;
    }

    private static async Task<HttpStatusCode> AcquireAsync(HttpClient program)
    {
        using var answer = await program.PostAsJsonAsync("/api/v1/rate-limits/ai_generate/acquire", new { });
        return answer.StatusCode;
    }

    /// <summary>Runs statements as the same organization until its budget is used up.</summary>
    private async Task UseUpAsync()
    {
        using var api = await Rest.SignInAsync(stage.App, People.Support);
        var sources = await api.GetFromJsonAsync<JsonElement>("/api/v1/data-sources");
        var source = sources.GetProperty("items")[0].GetProperty("id").GetString();
        for (var i = 0; i < 31; i++)
        {
            using var answer = await api.PostAsJsonAsync("/api/v1/database/execute-query", new { data_source_id = source, query = "select 1" });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
                return;
        }

        Assert.Fail("The budget of statements never ended.");
    }

    private async Task ReleaseAcmeAsync()
    {
        using var platform = await Rest.VisitAsync(stage.App, "acme", "A journey is over");
        await platform.PostAsync("rate-limits/database_query/release", new { counter = "" });
    }
}
