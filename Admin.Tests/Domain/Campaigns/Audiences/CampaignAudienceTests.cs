using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Support;
using Admin.Tests.Web.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns.Audiences;

/// <summary>Adding and removing parts, and what is refused.</summary>
public sealed class CampaignAudienceTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly AudiencePartDraft Vips = new(new ContactFilter(Tag: "VIP"));

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Tenant Acme => _world.Acme;

    private CampaignAudience Audience => _world.Get<CampaignAudience>();

    public static TheoryData<string> Malformed => ["neither", "both", "text", "opted out", "blank tag", "long tag", "code without failed", "empty code"];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task Add_WhatCannotBeMeant_IsRefused(string how)
    {
        var earlier = await _world.RunningCampaignAsync((RecipientState.Sent, null));
        var id = await _world.DraftCampaignAsync(1);
        AudiencePartDraft draft = how switch
        {
            "neither" => new(),
            "both" => Vips with { Earlier = new EarlierOutcome(earlier, CampaignOutcome.Sent) },
            "text" => new(new ContactFilter(Text: "Ana")),
            "opted out" => new(new ContactFilter(OptedOut: false)),
            "blank tag" => new(new ContactFilter(Tag: " ")),
            "long tag" => new(new ContactFilter(Tag: new string('a', 51))),
            "empty code" => new(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Failed, "")),
            _ => new(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Sent, "131026")),
        };

        Assert.Equal("audience_part_invalid", (await Audience.AddAsync(Acme.Admin, id, draft, Ct)).Error?.Code);
        Assert.Equal("audience_part_invalid", (await Audience.SizeAsync(Acme.Admin, draft, Ct)).Error?.Code);
        Assert.Empty((await _world.AudienceAsync(id)).Parts);
    }

    [Fact]
    public async Task Add_WhatIsNotThere_IsNotFoundButATagMayCome()
    {
        var id = await _world.DraftCampaignAsync(1);

        Assert.Equal("contact_list_not_found", (await Audience.AddAsync(Acme.Admin, id, new(new ContactFilter(List: ContactListId.New())), Ct)).Error?.Code);
        Assert.Equal("campaign_not_found", (await Audience.AddAsync(Acme.Admin, id, new(Earlier: new EarlierOutcome(CampaignId.New(), CampaignOutcome.Sent)), Ct)).Error?.Code);
        Assert.Equal("audience_campaign_not_started", (await Audience.AddAsync(Acme.Admin, id, new(Earlier: new EarlierOutcome(id, CampaignOutcome.Sent)), Ct)).Error?.Code);
        Assert.Equal("audience_part_not_found", (await Audience.RemoveAsync(Acme.Admin, id, AudiencePartId.New(), Ct)).Error?.Code);
        Assert.Equal(0, (await _world.AddPartAsync(id, Vips)).Size);
        await _world.ContactAsync("+5511911110001", tag: await _world.TagAsync());
        Assert.Equal(1, (await _world.AudienceAsync(id)).Parts.Single().Size);
    }

    [Fact]
    public async Task Add_TheSameAgain_IsAConflictHoweverTheTagIsWritten()
    {
        var id = await _world.DraftCampaignAsync(1);
        await _world.AddPartAsync(id, Vips);

        Assert.Equal("audience_part_added_already", (await Audience.AddAsync(Acme.Admin, id, new(new ContactFilter(Tag: " vip ")), Ct)).Error?.Code);
        await _world.AddPartAsync(id, new(new ContactFilter(Tag: "VIP", Marketing: ConsentState.Given)));
        Assert.Equal(2, (await _world.AudienceAsync(id)).Parts.Count);
    }

    [Fact]
    public async Task Remove_APartAndTheFiles_LeavesTheRestAndIsNoted()
    {
        var id = await _world.DraftCampaignAsync(3);
        var part = await _world.AddPartAsync(id, Vips);
        await _world.AddPartAsync(id, new(ContactFilter.Everybody));
        await _world.ContactAsync("+5511911110001");

        Assert.Null((await Audience.RemoveAsync(Acme.Admin, id, part.Id, Ct)).Error);
        Assert.Null((await Audience.ClearFilesAsync(Acme.Admin, id, Ct)).Error);

        var left = await _world.AudienceAsync(id);
        Assert.Equal((0, 1), (left.FromFiles, left.People));
        Assert.Equal(ContactFilter.Everybody, left.Parts.Single().Contacts);
        Assert.Equal(["campaign.audience_added", "campaign.audience_added", "campaign.audience_removed", "campaign.audience_removed"], (await _world.CampaignActsAsync(id)).TakeLast(4));
        await _world.ImportAsync(id, "phone\n+5511987000000\n");
        Assert.Equal(["+5511911110001", "+5511987000000"], (await _world.FreezeAsync(id)).Select(p => p.Phone).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Change_OfACampaignThatHasStarted_IsRefused()
    {
        var id = await _world.DraftCampaignAsync(1);
        var part = await _world.AddPartAsync(id, Vips);
        await _world.FreezeAsync(id);

        Assert.Equal("audience_frozen", (await Audience.AddAsync(Acme.Admin, id, new(ContactFilter.Everybody), Ct)).Error?.Code);
        Assert.Equal("audience_frozen", (await Audience.RemoveAsync(Acme.Admin, id, part.Id, Ct)).Error?.Code);
        Assert.Equal("audience_frozen", (await Audience.ClearFilesAsync(Acme.Admin, id, Ct)).Error?.Code);
        Assert.Equal("forbidden", (await Audience.SizeAsync(Acme.Manager, Vips, Ct)).Error?.Code);
    }

    [Fact]
    public async Task Clear_OfFilesWithSomebodyWhoWasErased_LeavesNobody()
    {
        var id = await _world.DraftCampaignAsync(3);
        Assert.Null((await _world.Get<PersonDesk>().EraseAsync(Acme.Admin with { Reason = "asked for by letter" }, "+5511987000001", Ct)).Error);
        Assert.Equal((2, 1), await CountsAsync(id));

        Assert.Null((await Audience.ClearFilesAsync(Acme.Admin, id, Ct)).Error);

        Assert.Equal((0, 0), await CountsAsync(id));
    }

    [Fact]
    public async Task Change_WhoeverLookedBefore_SeesThatItIsAnotherCampaign()
    {
        var id = await _world.DraftCampaignAsync(1);
        var seen = (await _world.Get<CampaignReader>().GetAsync(Acme.Admin, id, Ct)).Value;
        await _world.AddPartAsync(id, Vips);

        var draft = new CampaignDraft(seen.Name, Acme.Number.PhoneNumberId, seen.TemplateName, seen.TemplateLanguage, seen.TemplateParameters, null);
        var changed = await _world.Get<CampaignEditor>().UpdateAsync(Acme.Admin, id, draft, seen.Stamp, Ct);

        Assert.Equal(CampaignErrors.ChangedMeanwhile.Code, changed.Error?.Code);
    }

    [Theory]
    [InlineData("added")]
    [InlineData("removed")]
    [InlineData("cleared")]
    public async Task Change_OfWhatWasApproved_WithdrawsIt(string what)
    {
        Assert.Null((await _world.Get<CampaignRuleBook>().SetAsync(Acme.Admin, new CampaignRulesDraft(ApprovalAbove: 2), Guid.Empty, Ct)).Error);
        var id = await _world.DraftCampaignAsync(3);
        var part = await _world.AddPartAsync(id, Vips);
        await _world.Get<CampaignApprovals>().AskAsync(Acme.Admin, id, Ct);
        Assert.Null((await _world.Get<CampaignApprovals>().DecideAsync(Acme.Manager, id, true, null, Ct)).Error);

        Assert.Null(what switch
        {
            "added" => (await Audience.AddAsync(Acme.Admin, id, new(ContactFilter.Everybody), Ct)).Error,
            "removed" => (await Audience.RemoveAsync(Acme.Admin, id, part.Id, Ct)).Error,
            _ => (await Audience.ClearFilesAsync(Acme.Admin, id, Ct)).Error,
        });

        Assert.Null((await _world.Get<CampaignApprovals>().GetAsync(Acme.Admin, id, Ct)).Value.State);
    }

    [Fact]
    public async Task Earlier_OfACampaign_AreThoseThatHaveStarted()
    {
        var id = await _world.DraftCampaignAsync(1);
        var started = await _world.RunningCampaignAsync((RecipientState.Failed, "131026"), (RecipientState.Failed, "131047"), (RecipientState.Failed, "131047"), (RecipientState.Sent, null));

        var choice = Assert.Single((await Audience.EarlierAsync(Acme.Admin, id, Ct)).Value.Campaigns);

        Assert.Equal((started, "May", 3, 1), (choice.Id, choice.Name, choice.Counts.Failed, choice.Counts.Sent));
        Assert.Empty((await Audience.EarlierAsync(Acme.Admin, started, Ct)).Value.Campaigns);
        Assert.Equal([new FailureCount("131047", 2), new FailureCount("131026", 1)], (await Audience.FailuresAsync(Acme.Admin, started, Ct)).Value.Codes);
    }

    [Fact]
    public async Task Copy_OfACampaign_HasItsParts()
    {
        var earlier = await _world.RunningCampaignAsync((RecipientState.Failed, "131026"));
        var id = await _world.DraftCampaignAsync(1);
        await _world.AddPartAsync(id, Vips);
        await _world.AddPartAsync(id, new(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Failed, "131026")));

        var copy = (await _world.Get<CampaignCopies>().CopyAsync(Acme.Admin, id, withPeople: false, Ct)).Value;

        var (own, copied) = (await _world.AudienceAsync(id), await _world.AudienceAsync(copy.Id));
        Assert.Equal(own.Parts.Select(p => (p.Contacts, p.Earlier)).ToHashSet(), copied.Parts.Select(p => (p.Contacts, p.Earlier)).ToHashSet());
        Assert.Empty(own.Parts.Select(p => p.Id).Intersect(copied.Parts.Select(p => p.Id)));
        Assert.Equal(0, copied.FromFiles);
    }

    private async Task<(int Pending, int Skipped)> CountsAsync(CampaignId id)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id));
        var counts = (await db.Set<Campaign>().SingleAsync(c => c.Id == id, Ct)).Counts;
        Assert.Equal(counts.Pending + counts.Skipped, counts.Total);
        return (counts.Pending, counts.Skipped);
    }
}
