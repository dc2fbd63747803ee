using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Tests.Web.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns.Preparing;

/// <summary>Preparing, checking, approving and copying a campaign, as people do it.</summary>
public sealed class CampaignPreparationsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly SendTimes NewYork = new("America/New_York", new TimeOnly(8, 0), new TimeOnly(20, 0), true, [DayOfWeek.Sunday], []);

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Tenant Acme => _world.Acme;

    private CampaignPreparations Preparations => _world.Get<CampaignPreparations>();

    private CampaignApprovals Approvals => _world.Get<CampaignApprovals>();

    [Fact]
    public async Task Set_AllOfIt_IsKeptAndScheduled()
    {
        var id = await _world.DraftCampaignAsync(3);

        var set = await SetAsync(id, new PreparationDraft("June", 30, NewYork, 500, ScheduledLocal: new DateTime(2026, 11, 1, 1, 30, 0), ScheduledSecond: true, Budget: 12.5m));

        Assert.Null(set.Error);
        Assert.Equal(new DateTime(2026, 11, 1, 6, 30, 0, DateTimeKind.Utc), set.Value.ScheduledAt);
        var read = (await Preparations.GetAsync(Acme.Support, id, Ct)).Value;
        Assert.Equal(("June", 30, NewYork, 500, 12.5m), (read.Name, read.MessagesPerMinute, read.Times, read.DailyCap, read.Budget));
        Assert.Equal(CampaignStatus.Scheduled, (await _world.CampaignAsync(id)).Status);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 6)]
    public async Task Set_TheOtherOfTwoHoursThatReadAlike_IsTheOneThatWasNamed(bool second, int hour)
    {
        var id = await _world.DraftCampaignAsync(3);
        var reading = new DateTime(2026, 11, 1, 1, 30, 0);
        var before = await SetAsync(id, new PreparationDraft("June", Times: NewYork, ScheduledLocal: reading, ScheduledSecond: !second));

        // As it was read, with the other of the two.
        var set = await SetAsync(id, new PreparationDraft("June", Times: NewYork, ScheduledAt: before.Value.ScheduledAt, ScheduledLocal: reading, ScheduledSecond: second));

        Assert.Equal(new DateTime(2026, 11, 1, hour, 30, 0, DateTimeKind.Utc), set.Value.ScheduledAt);
    }

    [Theory]
    [InlineData("2026-03-08T02:30", "schedule_in_past")]
    [InlineData("2027-03-14T02:30", "schedule_skipped")]
    [InlineData("2026-11-01T01:30", "schedule_doubled")]
    public async Task Set_ScheduleThatCannotBeMeant_IsRefusedAndNothingIsKept(string reading, string code)
    {
        var id = await _world.DraftCampaignAsync(3);
        var local = DateTime.Parse(reading, System.Globalization.CultureInfo.InvariantCulture);

        // The first of these was not skipped in the zone, but is past.
        var times = code == "schedule_in_past" ? NewYork with { Zone = "America/Sao_Paulo" } : NewYork;
        Assert.Equal(code, (await SetAsync(id, new PreparationDraft("June", Times: times, ScheduledLocal: local))).Error!.Code);
        Assert.Equal(("May", CampaignStatus.Draft), ((await _world.CampaignAsync(id)).Name, (await _world.CampaignAsync(id)).Status));
    }

    [Theory]
    [InlineData(0, null, "daily_cap_invalid")]
    [InlineData(5, null, "daily_cap_needs_zone")]
    [InlineData(null, -1, "budget_invalid")]
    public async Task Set_CapOrBudgetThatCannotBe_IsRefused(int? cap, int? budget, string code) =>
        Assert.Equal(code, (await SetAsync(await _world.DraftCampaignAsync(1), new PreparationDraft("June", DailyCap: cap, Budget: budget))).Error!.Code);

    [Fact]
    public async Task Set_ExemptionWithATemplateThatIsNotUtility_IsRefused()
    {
        await BecomeAsync(TemplateCategory.Marketing);

        Assert.Equal("exemption_needs_utility", (await SetAsync(await _world.DraftCampaignAsync(1), new PreparationDraft("June", IsTransactional: true))).Error!.Code);
    }

    [Fact]
    public async Task Start_WithATemplateWhoseCategoryNobodyKnows_IsRefusedSoThatNobodyGetsMarketingUnasked()
    {
        var id = await _world.DraftCampaignAsync(1);
        await BecomeAsync(TemplateCategory.Unknown);

        Assert.Equal("template_category_unknown", (await _world.Get<CampaignControl>().StartAsync(Acme.Admin, id, Ct)).Error?.Code);

        var check = (await _world.Get<CampaignPreflight>().CheckAsync(Acme.Admin, id, Ct)).Value;
        Assert.Equal((1, 0), (check.Named, check.Receive));
        Assert.Equal("template_category_unknown", Assert.Single(check.Faults).Code);
    }

    [Fact]
    public async Task Set_ByTwoWhoReadTheSame_TheSecondIsTold()
    {
        var id = await _world.DraftCampaignAsync(1);
        var stamp = (await Preparations.GetAsync(Acme.Admin, id, Ct)).Value.Stamp;
        Assert.Null((await Preparations.SetAsync(Acme.Admin, id, new PreparationDraft("First"), stamp, Ct)).Error);

        var second = await Preparations.SetAsync(Acme.Admin, id, new PreparationDraft("Second"), stamp, Ct);

        Assert.Equal("campaign_changed", second.Error!.Code);
        Assert.Equal("First", (await _world.CampaignAsync(id)).Name);
    }

    [Fact]
    public async Task Set_WhileItRuns_ChangesHoursButNeitherNameNorSchedule()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Pending, null));

        Assert.Null((await SetAsync(id, new PreparationDraft("May", Times: NewYork, DailyCap: 5))).Error);
        Assert.Equal("schedule_fixed", (await SetAsync(id, new PreparationDraft("June", Times: NewYork))).Error!.Code);
    }

    [Fact]
    public async Task Set_ByAManager_IsForbidden() =>
        Assert.Equal("forbidden", (await Preparations.SetAsync(Acme.Manager, await _world.DraftCampaignAsync(1), new PreparationDraft("June"), null, Ct)).Error!.Code);

    [Fact]
    public async Task Approval_OfALargeCampaign_IsAskedForGivenBySomebodyElseAndThenItStarts()
    {
        await RulesAsync(new CampaignRulesDraft(ApprovalAbove: 2));
        var id = await _world.DraftCampaignAsync(3);
        var control = _world.Get<CampaignControl>();
        Assert.Equal("approval_required", (await control.StartAsync(Acme.Admin, id, Ct)).Error!.Code);
        Assert.Equal("approval_not_asked", (await Approvals.DecideAsync(Acme.Manager, id, true, null, Ct)).Error!.Code);

        Assert.Null((await Approvals.AskAsync(Acme.Admin, id, Ct)).Error);
        Assert.Equal("approval_asked_already", (await Approvals.AskAsync(Acme.Admin, id, Ct)).Error!.Code);
        Assert.Equal("approval_by_same_person", (await Approvals.DecideAsync(Acme.Admin, id, true, null, Ct)).Error!.Code);
        Assert.Equal("approval_comment_invalid", (await Approvals.DecideAsync(Acme.Manager, id, false, " ", Ct)).Error!.Code);
        var approved = await Approvals.DecideAsync(Acme.Manager, id, true, "Go", Ct);
        Assert.Equal((ApprovalState.Approved, "Go"), (approved.Value.State, approved.Value.Comment));
        Assert.Equal("approval_not_asked", (await Approvals.DecideAsync(Acme.Manager, id, false, "No", Ct)).Error!.Code);

        Assert.Null((await control.StartAsync(Acme.Admin, id, Ct)).Error);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id));
        var kinds = (await db.Set<Notice>().ToListAsync(Ct)).ConvertAll(n => n.Kind);
        Assert.Contains(NoticeKinds.CampaignApprovalAsked.Name, kinds);
        Assert.Contains(NoticeKinds.CampaignApproved.Name, kinds);
    }

    [Fact]
    public async Task Approval_TwoDecideAtOnce_OneDoes()
    {
        await RulesAsync(new CampaignRulesDraft(ApprovalAbove: 2));
        var id = await _world.DraftCampaignAsync(3);
        await Approvals.AskAsync(Acme.Admin, id, Ct);
        var other = await _world.MemberAsync(Acme.Organization, "second@acme.test", Role.Manager);

        var decided = await Task.WhenAll(Approvals.DecideAsync(Acme.Manager, id, true, null, Ct), Approvals.DecideAsync(other, id, false, "No", Ct));

        Assert.Single(decided, d => !d.Failed);
        Assert.Equal("approval_not_asked", Assert.Single(decided, d => d.Failed).Error!.Code);
    }

    [Theory]
    [InlineData("audience")]
    [InlineData("content")]
    [InlineData("plan")]
    public async Task Approval_AnythingChangedAfterIt_IsGone(string what)
    {
        await RulesAsync(new CampaignRulesDraft(ApprovalAbove: 2));
        var id = await _world.DraftCampaignAsync(3);
        await Approvals.AskAsync(Acme.Admin, id, Ct);
        await Approvals.DecideAsync(Acme.Manager, id, true, null, Ct);

        switch (what)
        {
            case "audience":
                using (var csv = new MemoryStream(Encoding.UTF8.GetBytes("phone\n+5511988887777\n")))
                    Assert.Null((await _world.Get<CampaignAudience>().ImportAsync(Acme.Admin, id, csv, Ct)).Error);
                break;
            case "content":
                var draft = new CampaignDraft("May", Acme.Number.PhoneNumberId, Acme.Template.Name, Acme.Template.Language, ["a", "c"], null);
                Assert.Null((await _world.Get<CampaignEditor>().UpdateAsync(Acme.Admin, id, draft, null, Ct)).Error);
                break;
            default:
                Assert.Null((await SetAsync(id, new PreparationDraft("June"))).Error);
                break;
        }

        Assert.Null((await Approvals.GetAsync(Acme.Admin, id, Ct)).Value.State);
        Assert.Equal("approval_required", (await _world.Get<CampaignControl>().StartAsync(Acme.Admin, id, Ct)).Error!.Code);
    }

    [Fact]
    public async Task Approval_OfAListThatGrewSince_IsNotEnough()
    {
        await RulesAsync(new CampaignRulesDraft(ApprovalAbove: 1));
        var id = await _world.DraftCampaignAsync(1);
        var list = await ListAsync("+5511911110001");
        Assert.Null((await _world.Get<CampaignAudience>().AddAsync(Acme.Admin, id, new AudiencePartDraft(new ContactFilter(List: list.Id)), Ct)).Error);
        await Approvals.AskAsync(Acme.Admin, id, Ct);
        await Approvals.DecideAsync(Acme.Manager, id, true, null, Ct);

        await AddToAsync(list, "+5511911110002");

        Assert.Equal("approval_outgrown", (await _world.Get<CampaignControl>().StartAsync(Acme.Admin, id, Ct)).Error!.Code);
    }

    [Fact]
    public async Task Approval_NobodyNeedsOne_CannotBeAskedFor() =>
        Assert.Equal("approval_not_needed", (await Approvals.AskAsync(Acme.Admin, await _world.DraftCampaignAsync(3), Ct)).Error!.Code);

    [Fact]
    public async Task Preflight_OfAnAudience_SaysWhoIsLeftOutAndAddsUp()
    {
        await RulesAsync(new CampaignRulesDraft(1, 7));
        await _world.Get<PriceList>().SetAsync(Acme.Admin, new PriceListDraft("brl", [new PriceOf("Utility", "br", 0.5m)]), Guid.Empty, Ct);
        var had = await _world.RunningCampaignAsync((RecipientState.Sent, null), (RecipientState.Failed, "131026"));
        var draft = new CampaignDraft("June", Acme.Number.PhoneNumberId, Acme.Template.Name, Acme.Template.Language, ["{{name}}", "x"], null);
        var id = (await _world.Get<CampaignEditor>().CreateAsync(Acme.Admin, draft, Ct)).Value.Id;
        // The first had a message of the other campaign, the second did not get it; the third has no name, the fourth opted out.
        using (var csv = new MemoryStream(Encoding.UTF8.GetBytes("phone,name\n+5511987000000,A\n+5511987000001,B\n+5511987000002,\n+5511987000003,D\n+5511987000004,E\n+4915112345678,F\n")))
            Assert.Null((await _world.Get<CampaignAudience>().ImportAsync(Acme.Admin, id, csv, Ct)).Error);
        await _world.Db.AddAsync(OptOut.Create(Acme.Id, "+5511987000003", "admin", _world.Now));
        var list = await ListAsync("+5511987000004");
        Assert.Null((await _world.Get<CampaignAudience>().AddAsync(Acme.Admin, id, new AudiencePartDraft(new ContactFilter(List: list.Id)), Ct)).Error);

        var check = (await _world.Get<CampaignPreflight>().CheckAsync(Acme.Manager, id, Ct)).Value;

        Assert.Equal((7, 3), (check.Named, check.Receive));
        Assert.Equal(
            [new Exclusion("frequency_capped", 1), new Exclusion("opted_out", 1), new Exclusion("parameter_missing", 1), new Exclusion(PreflightRules.Duplicate, 1)],
            check.Excluded);
        Assert.Empty(check.Faults);
        Assert.Equal(new CostEstimate(1m, "BRL", "utility", 1), check.Cost);
        Assert.NotEqual(had, id);
    }

    [Fact]
    public async Task Preflight_OfWhatCannotStart_NamesEachFaultAndTheRulingLimit()
    {
        await RulesAsync(new CampaignRulesDraft(ApprovalAbove: 0));
        var id = await _world.DraftCampaignAsync(10);
        await SetAsync(id, new PreparationDraft("May", Times: SendTimes.Always("America/Sao_Paulo"), DailyCap: 2));
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id)))
        {
            (await db.Set<Template>().SingleAsync(Ct)).Hear(_world.Now, TemplateStatus.Paused, null);
            await db.SaveChangesAsync(Ct);
        }

        var check = (await _world.Get<CampaignPreflight>().CheckAsync(Acme.Admin, id, Ct)).Value;

        Assert.Equal(["template_not_approved", "approval_required"], check.Faults.Select(f => f.Code));
        Assert.Equal(LimitedBy.DailyCap, check.LimitedBy);
        Assert.True(check.EndsAt > _world.Now.AddDays(3));
    }

    [Fact]
    public async Task Preflight_OfACampaignThatRuns_IsAConflict() =>
        Assert.Equal("campaign_status", (await _world.Get<CampaignPreflight>().CheckAsync(Acme.Admin, await _world.RunningCampaignAsync((RecipientState.Pending, null)), Ct)).Error!.Code);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 4)]
    public async Task Copy_OfACampaign_HasItsContentListsAndTimes_AndItsPeopleIfAsked(bool withPeople, int total)
    {
        var id = await _world.DraftCampaignAsync(3);
        var list = await ListAsync("+5511911110001");
        await _world.Get<CampaignAudience>().AddAsync(Acme.Admin, id, new AudiencePartDraft(new ContactFilter(List: list.Id)), Ct);
        await SetAsync(id, new PreparationDraft("May", 10, NewYork, 100, ScheduledLocal: new DateTime(2026, 12, 1, 9, 0, 0)));

        var copy = (await _world.Get<CampaignCopies>().CopyAsync(Acme.Admin, id, withPeople, Ct)).Value;

        Assert.NotEqual(id, copy.Id);
        Assert.Equal((CampaignStatus.Draft, "May", total, 10), (copy.Status, copy.Name, copy.Total, copy.MessagesPerMinute));
        var plan = (await Preparations.GetAsync(Acme.Admin, copy.Id, Ct)).Value;
        Assert.Equal((NewYork, 100, null), (plan.Times, plan.DailyCap, plan.ScheduledAt));
    }

    private Task<Admin.Domain.Common.Result<PreparationView>> SetAsync(CampaignId id, PreparationDraft draft) => Preparations.SetAsync(Acme.Admin, id, draft, ifMatch: null, Ct);

    private async Task RulesAsync(CampaignRulesDraft draft) => Assert.Null((await _world.Get<CampaignRuleBook>().SetAsync(Acme.Admin, draft, Guid.Empty, Ct)).Error);

    private async Task<ContactList> ListAsync(string phone)
    {
        var list = ContactList.Create(Acme.Id, "Some", _world.Now);
        await _world.Db.AddAsync(list);
        await AddToAsync(list, phone);
        return list;
    }

    private async Task AddToAsync(ContactList list, string phone)
    {
        var contact = Contact.Create(Acme.Id, phone, ContactFields.None, _world.Now);
        await _world.Db.AddAsync(contact, ContactListEntry.Create(list, contact.Id));
    }

    private async Task BecomeAsync(TemplateCategory category)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        await db.Set<Template>().ExecuteUpdateAsync(set => set.SetProperty(t => t.Category, category), Ct);
        await write.CommitAsync(Ct);
    }
}
