using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Tests.Support;
using Admin.Tests.Web.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns.Audiences;

/// <summary>Who becomes a recipient of each kind of part, and how many a part says that it names before.</summary>
public sealed class AudienceFreezingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private CampaignAudience Audience => _world.Get<CampaignAudience>();

    [Fact]
    public async Task Freeze_AFileAListATagAndWhoIsInSeveral_TakesEachPersonOnceAndAddsUp()
    {
        var id = await _world.DraftCampaignAsync(0);
        var (list, tag) = (await _world.ListAsync(), await _world.TagAsync());
        await _world.ContactAsync("+5511911110001", list: list);
        await _world.ContactAsync("+5511911110002", list: list, tag: tag);
        await _world.ContactAsync("+5511911110003", tag: tag);
        await _world.ContactAsync("+5511911110004");
        await _world.ImportAsync(id, "phone\n+5511911110002\n+5511955550000\n");
        await _world.AddPartAsync(id, new AudiencePartDraft(new ContactFilter(List: list.Id)));
        await _world.AddPartAsync(id, new AudiencePartDraft(new ContactFilter(Tag: "vip")));

        var before = await _world.AudienceAsync(id);
        var total = (await _world.CampaignAsync(id)).Total;
        var people = await _world.FreezeAsync(id);
        var after = await _world.AudienceAsync(id);

        Assert.Equal((2, 4, 6), (before.FromFiles, before.People, total));
        Assert.Equal([2, 2], before.Parts.Select(p => p.Size));
        Assert.Equal("Customers", before.Parts[0].ListName);
        Assert.Equal(["+5511911110001", "+5511911110002", "+5511911110003", "+5511955550000"], people.Select(p => p.Phone).Order(StringComparer.Ordinal));
        Assert.Equal(people.Count, people.Select(p => p.Ordinal).Distinct().Count());
        Assert.Equal((2, 4), (after.FromFiles, after.People));
        Assert.Equal([1, 1], after.Parts.Select(p => p.Size));
        Assert.Equal((CampaignStatus.Running, 4), ((await _world.CampaignAsync(id)).Status, (await _world.CampaignAsync(id)).Counts.Pending));
    }

    [Fact]
    public async Task Freeze_ListTagConsentAndDateTogether_TakesWhoHasAll()
    {
        var id = await _world.DraftCampaignAsync(0);
        var (list, tag) = (await _world.ListAsync(), await _world.TagAsync());
        var wanted = await _world.ContactAsync("+5511911110001", list: list, tag: tag);
        await _world.ContactAsync("+5511911110002", list: list, tag: tag);
        await _world.ContactAsync("+5511911110003", list: list);
        var consent = new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Given, "a form");
        Assert.Null((await _world.Get<ContactEditor>().RecordConsentAsync(_world.Acme.Admin, wanted.Id, consent, Ct)).Error);
        var filter = new ContactFilter(List: list.Id, Tag: "vip", Marketing: ConsentState.Given, CreatedFrom: _world.Now, CreatedBefore: _world.Now.AddDays(1));
        await _world.AddPartAsync(id, new AudiencePartDraft(filter));
        await _world.AddPartAsync(id, new AudiencePartDraft(filter with { CreatedFrom = _world.Now.AddDays(1), CreatedBefore = null }));

        Assert.Equal([1, 0], (await _world.AudienceAsync(id)).Parts.Select(p => p.Size));
        Assert.Equal("+5511911110001", Assert.Single(await _world.FreezeAsync(id)).Phone);
    }

    [Theory]
    [InlineData(CampaignOutcome.Sent, null, "0")]
    [InlineData(CampaignOutcome.Delivered, null, "1,2")]
    [InlineData(CampaignOutcome.Read, null, "3")]
    [InlineData(CampaignOutcome.Failed, null, "4,5")]
    [InlineData(CampaignOutcome.Failed, "131047", "5")]
    [InlineData(CampaignOutcome.Replied, null, "2,3")]
    [InlineData(CampaignOutcome.NotReplied, null, "0,1")]
    public async Task Freeze_AnEarlierCampaignsOutcome_TakesThoseToWhomItHappened(CampaignOutcome outcome, string? code, string expected)
    {
        var earlier = await EarlierAsync();
        var id = await _world.DraftCampaignAsync(0);
        var draft = new AudiencePartDraft(Earlier: new EarlierOutcome(earlier, outcome, code));
        string[] phones = [.. expected.Split(',').Select(n => $"+551198700000{n}")];

        Assert.Equal(phones.Length, (await Audience.SizeAsync(_world.Acme.Admin, draft, Ct)).Value);
        var part = await _world.AddPartAsync(id, draft);
        var people = await _world.FreezeAsync(id);

        Assert.Equal((draft.Earlier, "May", phones.Length), (part.Earlier, part.EarlierName, part.Size));
        Assert.Equal(phones, people.Select(p => p.Phone));
        Assert.All(people, p => Assert.Equal((RecipientState.Pending, 0, null), (p.State, p.Attempts, p.Wamid)));
    }

    [Fact]
    public async Task Freeze_AnEarlierCampaignThatRunsOn_TakesWhatHappenedUntilTheStart()
    {
        var earlier = await EarlierAsync();
        var id = await _world.DraftCampaignAsync(0);
        await _world.AddPartAsync(id, new AudiencePartDraft(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Sent)));

        await _world.ChangeAsync(earlier, rows => rows.Where(r => r.State == RecipientState.Delivered).ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RecipientState.Sent), Ct));

        Assert.Equal(3, (await _world.FreezeAsync(id)).Count);
    }

    [Fact]
    public async Task Freeze_SomebodyForgottenSince_IsNotTaken()
    {
        var earlier = await EarlierAsync();
        await _world.ChangeAsync(earlier, rows => rows.Where(r => r.Phone == "+5511987000004").ExecuteUpdateAsync(set => set.SetProperty(r => r.Phone, "~AAAAAAAAAAAAAAA"), Ct));
        var id = await _world.DraftCampaignAsync(0);
        var part = await _world.AddPartAsync(id, new AudiencePartDraft(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Failed)));

        Assert.Equal(1, part.Size);
        Assert.Equal(new FailureCount("131047", 1), Assert.Single((await Audience.FailuresAsync(_world.Acme.Admin, earlier, Ct)).Value.Codes));
        Assert.Equal("+5511987000005", Assert.Single(await _world.FreezeAsync(id)).Phone);
    }

    [Fact]
    public async Task Freeze_FieldsOfAnEarlierRecipient_AreTheContactsIfThereIsOne()
    {
        var earlier = await EarlierAsync();
        await _world.ChangeAsync(earlier, rows => rows.ExecuteUpdateAsync(set => set.SetProperty(r => r.Fields, """{"name":"Then"}"""), Ct));
        await _world.ContactAsync("+5511987000004", "Now");
        var id = await _world.DraftCampaignAsync(0);
        await _world.AddPartAsync(id, new AudiencePartDraft(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Failed)));

        Assert.Equal(["""{"name":"Now"}""", """{"name":"Then"}"""], (await _world.FreezeAsync(id)).Select(p => p.Fields));
    }

    [Fact]
    public async Task Freeze_SomebodyWhoOptedOutSince_IsSkippedAsEver()
    {
        var earlier = await EarlierAsync();
        await _world.Db.AddAsync(OptOut.Create(_world.Acme.Id, "+5511987000004", "admin", _world.Now));
        var id = await _world.DraftCampaignAsync(0);
        await _world.AddPartAsync(id, new AudiencePartDraft(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Failed)));

        Assert.Equal([RecipientState.Skipped, RecipientState.Pending], (await _world.FreezeAsync(id)).Select(p => p.State));
    }

    [Fact]
    public async Task Preflight_OfPartsThatOverlap_AddsUp()
    {
        var earlier = await EarlierAsync();
        var list = await _world.ListAsync();
        await _world.ContactAsync("+5511987000004", list: list);
        await _world.ContactAsync("+5511911110001", list: list);
        await _world.Db.AddAsync(OptOut.Create(_world.Acme.Id, "+5511987000005", "admin", _world.Now));
        var id = await _world.DraftCampaignAsync(0);
        await _world.ImportAsync(id, "phone\n+5511911110001\n");
        await _world.AddPartAsync(id, new AudiencePartDraft(new ContactFilter(List: list.Id)));
        await _world.AddPartAsync(id, new AudiencePartDraft(Earlier: new EarlierOutcome(earlier, CampaignOutcome.Failed)));
        await _world.AddPartAsync(id, new AudiencePartDraft(new ContactFilter(Tag: "nobody")));

        var check = (await _world.Get<CampaignPreflight>().CheckAsync(_world.Acme.Admin, id, Ct)).Value;

        Assert.Equal((5, 2), (check.Named, check.Receive));
        Assert.Equal([new Exclusion(PreflightRules.Duplicate, 2), new Exclusion("opted_out", 1)], check.Excluded.OrderBy(e => e.Reason, StringComparer.Ordinal));
        Assert.Equal(3, (await _world.AudienceAsync(id)).People);
    }

    /// <summary>Sent, delivered, delivered and answered, read and answered, failed twice, skipped; by the last digit of the phone.</summary>
    private async Task<CampaignId> EarlierAsync()
    {
        var id = await _world.RunningCampaignAsync(
            (RecipientState.Sent, null),
            (RecipientState.Delivered, null),
            (RecipientState.Delivered, null),
            (RecipientState.Read, null),
            (RecipientState.Failed, "131026"),
            (RecipientState.Failed, "131047"),
            (RecipientState.Skipped, "opted_out"));
        await _world.ChangeAsync(id, rows => rows.Where(r => r.Phone == "+5511987000002" || r.Phone == "+5511987000003").ExecuteUpdateAsync(set => set.SetProperty(r => r.RespondedAt, _world.Now), Ct));
        return id;
    }
}
