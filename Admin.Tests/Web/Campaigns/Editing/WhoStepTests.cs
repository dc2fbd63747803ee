using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Features.Campaigns.Editing;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Campaigns.Editing;

/// <summary>Name, number and people of a campaign, saved as each field is left.</summary>
public sealed class WhoStepTests : EditorPages
{
    private const string Name = "#campaign-name";

    [Fact]
    public async Task Name_Left_IsSavedWithoutAButtonAndSaidQuietly()
    {
        var id = await BegunAsync();
        var page = Open(id, "who", Name);
        Assert.Empty(page.FindAll("[data-saved=saved]"));

        await page.Find(Name).ChangeAsync(new ChangeEventArgs { Value = "June" });

        page.WaitForElement(Saved, Patience);
        Assert.Equal("June", (await ViewAsync(id)).Name);
        page.WaitForAssertion(() => Assert.Contains("June", page.Find("h1").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task FurtherNumber_Ticked_IsSavedAndSaidInTheHead()
    {
        await World.Db.AddAsync(Number.Create(Acme.Id, "300", "+55 11 4000-0300", "Support", Acme.Secret.Id, 80, World.Now));
        var id = await BegunAsync();
        var page = Open(id, "who", "[data-number='300']");

        await page.Find("[data-number='300']").ChangeAsync(new ChangeEventArgs { Value = true });

        page.WaitForElement(Saved, Patience);
        Assert.Equal("300", Assert.Single((await ViewAsync(id)).FurtherNumbers).PhoneNumberId);
        page.WaitForAssertion(() => Assert.Contains("and 1 more", page.Find(".page-head").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task FurtherNumbers_OfAnOrganizationWithOne_AreNotAskedFor() =>
        Assert.Empty(Open(await BegunAsync(), "who", Name).FindAll("[data-further-numbers]"));

    [Fact]
    public async Task Name_Refused_StaysInTheFieldWithWhyUnderIt()
    {
        var id = await BegunAsync();
        var page = Open(id, "who", Name);

        await page.Find(Name).ChangeAsync(new ChangeEventArgs { Value = " " });

        page.WaitForElement(Refused, Patience);
        Assert.Equal((" ", "true"), (page.Find(Name).GetAttribute("value"), page.Find(Name).GetAttribute("aria-invalid")));
        Assert.NotEmpty(page.FindAll(".error[data-field=name]"));
        Assert.Equal("May", (await ViewAsync(id)).Name);
    }

    [Theory]
    [InlineData(0, "Theirs")]
    [InlineData(1, "Mine")]
    public async Task Name_AfterSomebodyElsesName_SaysWhatDiffersAndAsks(int button, string name)
    {
        var id = await BegunAsync();
        var page = Open(id, "who", Name);
        Assert.Null((await SketchAsync(id, "Theirs")).Error);

        await page.Find(Name).ChangeAsync(new ChangeEventArgs { Value = "Mine" });
        page.WaitForElement(Conflict, Patience);
        Assert.Contains("name", page.Find(Conflict).TextContent, StringComparison.Ordinal);
        Assert.Equal("Theirs", (await ViewAsync(id)).Name);
        await page.FindAll($"{Conflict} button")[button].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Conflict)), Patience);
        Assert.Equal(name, (await ViewAsync(id)).Name);
        Assert.Equal(name, page.Find(Name).GetAttribute("value"));
    }

    [Fact]
    public async Task Name_AfterSomebodyElseChoseATemplate_IsSavedAndTheirsStays()
    {
        var id = await BegunAsync();
        var page = Open(id, "who", Name);
        var theirs = new CampaignSketch("May", Acme.Number.PhoneNumberId, Acme.Template.Name, Acme.Template.Language, ["a", ""]);
        Assert.Null((await World.Get<CampaignEditor>().SketchAsync(Acme.Admin, id, theirs, null, Ct)).Error);

        await page.Find(Name).ChangeAsync(new ChangeEventArgs { Value = "Mine" });

        page.WaitForElement(Saved, Patience);
        Assert.Empty(page.FindAll(Conflict));
        Assert.Equal(("Mine", true), ((await ViewAsync(id)).Name, (await ViewAsync(id)).HasTemplate));
    }

    [Fact]
    public async Task People_OfAList_AreCountedAddedTakenOutAndBroughtBack()
    {
        var list = await ListAsync("+5511988880001", "+5511988880002");
        var id = await BegunAsync();
        var page = Open(id, "who", "#part-list");
        _ = page.Find("#part-list").ChangeAsync(new ChangeEventArgs { Value = list.ToString() });
        ExpectChosen(page, "2");

        await page.Find("[data-add-part]").SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-people]").GetAttribute("data-people")), Patience);
        await page.Find("[data-part=contacts] button").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("0", page.Find("[data-people]").GetAttribute("data-people")), Patience);
        await page.WaitForElement("[data-removed] button", Patience).ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal("2", page.Find("[data-part-size]").TextContent), Patience);
        Assert.Equal(2, (await ViewAsync(id)).Total);
    }

    [Fact]
    public async Task People_OfAnEarlierCampaign_AreChosenByOutcomeAndCode()
    {
        var earlier = await RunningAsync((RecipientState.Failed, "131026"), (RecipientState.Failed, "131049"), (RecipientState.Read, null));
        var id = await BegunAsync();
        var page = Open(id, "who", "#part-list");
        await page.Find("[data-kind=earlier]").ChangeAsync(new ChangeEventArgs { Value = "on" });
        await page.WaitForElement("#part-campaign", Patience).ChangeAsync(new ChangeEventArgs { Value = earlier.Value.ToString() });
        _ = page.Find("#part-outcome").ChangeAsync(new ChangeEventArgs { Value = "failed" });
        _ = page.WaitForElement("#part-code option[value='131026']", Patience);
        _ = page.Find("#part-code").ChangeAsync(new ChangeEventArgs { Value = "131026" });

        ExpectChosen(page, "1");
        await page.Find("[data-add-part]").SubmitAsync();

        page.WaitForElement("[data-part=earlier]", Patience);
        var audience = (await World.Get<CampaignAudience>().GetAsync(Acme.Admin, id, Ct)).Value;
        Assert.Equal(new EarlierOutcome(earlier, CampaignOutcome.Failed, "131026"), Assert.Single(audience.Parts).Earlier);
    }

    [Fact]
    public async Task People_CountedWhileSomebodyChangesTheirMind_AreNotThoseOfTheChoiceBefore()
    {
        await ListAsync("+5511988880001");
        var earlier = await RunningAsync((RecipientState.Read, null));
        var page = Open(await BegunAsync(), "who", "#part-list");
        // Everybody is being counted; the question becomes pointless.
        await page.Find("[data-kind=earlier]").ChangeAsync(new ChangeEventArgs { Value = "on" });
        page.WaitForElement("#part-campaign", Patience);
        World.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(page.FindAll("[data-chosen]"));

        _ = page.Find("#part-campaign").ChangeAsync(new ChangeEventArgs { Value = earlier.Value.ToString() });
        _ = page.Find("#part-outcome").ChangeAsync(new ChangeEventArgs { Value = "read" });

        ExpectChosen(page, "1");
    }

    [Fact]
    public async Task Step_ForAManager_ShowsTextsAndNothingToFillIn()
    {
        var page = Look(await DraftAsync(2), "who", "[data-people]");

        Assert.Equal("2", page.Find("[data-people]").GetAttribute("data-people"));
        Assert.Contains("May", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("main input, input, select, textarea, button"));
    }

    // They are counted when the person has chosen, not with every step through the list.
    private void ExpectChosen(IRenderedComponent<CampaignEditorPage> page, string people) => page.WaitForAssertion(
        () =>
        {
            World.Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(people, page.Find("[data-chosen]").GetAttribute("data-chosen"));
        },
        Patience);

    private Task<Admin.Domain.Common.Result<CampaignView>> SketchAsync(CampaignId id, string name) =>
        World.Get<CampaignEditor>().SketchAsync(Acme.Admin, id, new CampaignSketch(name, Acme.Number.PhoneNumberId), null, Ct);

    private async Task<ContactListId> ListAsync(params string[] phones)
    {
        var list = ContactList.Create(Acme.Id, "Customers", World.Now);
        await World.Db.AddAsync(list);
        foreach (var phone in phones)
        {
            var contact = Contact.Create(Acme.Id, phone, ContactFields.None, World.Now);
            await World.Db.AddAsync(contact, ContactListEntry.Create(list, contact.Id));
        }

        return list.Id;
    }
}
