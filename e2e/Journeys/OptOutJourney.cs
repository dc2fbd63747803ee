using System.Net.Http.Json;
using System.Text.Json;
using Admin.E2E.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Admin.E2E.Journeys;

/// <summary>One answers SAIR, another is written down by hand; the next campaign leaves both out and says why.</summary>
[Collection(Stage.Name)]
public sealed class OptOutJourney(Stage stage)
{
    // Ones that no other journey writes to: they stay opted out.
    private const string Replies = "+5521976540011";
    private const string Calls = "+5521976540012";
    private const string Stays = "+5521976540013";

    private static readonly string[] Everybody = [Replies, Calls, Stays];

    [Fact]
    public async Task People_WhoOptOutByAReplyAndByHand_AreSkippedByTheNextCampaignWithTheReason()
    {
        await using var admin = await stage.EnterAsync(People.Admin);
        await using var super = await stage.EnterAsync(People.Super);
        using var api = await Rest.SignInAsync(stage.App, People.Admin);
        var first = await SendAsync(api, "Before the opt-outs");
        Assert.Equal(0, Count(first, "skipped"));

        await super.OpenAsync("/platform/simulator");
        await super.Page.Locator("#inbound-from").FillAsync(Replies[1..]);
        await super.Page.Locator("#inbound-text").FillAsync("Sair!");
        await super.Page.Locator("[aria-labelledby=inbound-title] button[type=submit]").ClickAsync();
        await UntilOptedOutAsync(api, Replies);

        await admin.OpenAsync("/o/acme/contacts/opt-outs");
        await admin.LoadedAsync();
        await admin.Page.GetByTestId("new-opt-out").ClickAsync();
        await admin.Page.Locator("#opt-out-phone").FillAsync("(21) 97654-0012");
        await admin.Page.Locator("button[form=opt-out-form]").ClickAsync();
        await UntilOptedOutAsync(api, Calls);
        await admin.OpenAsync($"/o/acme/contacts/opt-outs?q={Uri.EscapeDataString(Calls)}");
        await Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await admin.CheckAccessibleAsync();
        await admin.OpenAsync($"/o/acme/contacts/opt-outs?q={Uri.EscapeDataString(Replies)}");
        await Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        var second = await SendAsync(api, "After the opt-outs");

        Assert.Equal(2, Count(second, "skipped"));
        var id = second.GetProperty("id").GetString();
        var skipped = (await api.GetFromJsonAsync<JsonElement>($"/api/v1/campaigns/{id}/recipients?status=skipped")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([Replies, Calls], skipped.Select(s => s.GetProperty("phone").GetString()).Order(StringComparer.Ordinal));
        Assert.All(skipped, s => Assert.Equal("opted_out", s.GetProperty("reason").GetString()));
        await admin.OpenAsync($"/o/acme/campaigns/{id}");
        await Expect(admin.Page.Locator("[data-reason=opted_out]")).ToContainTextAsync("opted out before the start");
        admin.AssertCalm();
        super.AssertCalm();
    }

    private static async Task<JsonElement> SendAsync(HttpClient api, string name)
    {
        var id = await api.DraftCampaignAsync(name, "100000000000001", Everybody);
        await api.PostAsync($"campaigns/{id}/start", new { });
        return await api.UntilAsync(id, c => c.GetProperty("status").GetString() == "completed");
    }

    private static async Task UntilOptedOutAsync(HttpClient api, string phone)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await api.GetFromJsonAsync<JsonElement>($"/api/v1/opt-outs?phone={Uri.EscapeDataString(phone)}", patience.Token)).GetProperty("total").GetInt32() == 0)
            await pulse.WaitForNextTickAsync(patience.Token);
    }

    private static int Count(JsonElement campaign, string state) => campaign.GetProperty("counts").GetProperty(state).GetInt32();
}
