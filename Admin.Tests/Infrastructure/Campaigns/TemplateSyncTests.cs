using System.Text.Json;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Tests.Domain.Messaging.Templating;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>Templates read from the simulator over HTTP, media uploaded to it, tests and campaigns sent with what was read.</summary>
public sealed class TemplateSyncTests : IAsyncLifetime
{
    private const string Waba = SimulatedNumber.DefaultWaba;

    private static readonly byte[] Picture = Convert.FromHexString("FFD8FFE000104A464946");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private CampaignsFixture _fixture = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TemplateSync Sync => _fixture.Node.Get<TemplateSync>();

    public async ValueTask InitializeAsync() => _fixture = await CampaignsFixture.CreateAsync(simulator: o => o.Templates.Add(Rich()), time: _time);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Synchronize_TheFirstTime_AddsWhatIsNewAndLearnsTheAccount()
    {
        var report = (await Sync.SynchronizeAsync(_fixture.Actor, Ct)).Value;

        Assert.Equal(new TemplateSyncReport(1, 1, 0, 0), report);
        var rich = await TemplateAsync("promo");
        Assert.Equal((TemplateCategory.Marketing, TemplateStatus.Approved, Waba, 2), (rich.Category, rich.Status, rich.BusinessAccountId, rich.ParameterCount));
        Assert.Equal(TemplateHeaderKind.Image, rich.Content.Header!.Kind);
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        Assert.Equal(Waba, (await db.Set<Number>().SingleAsync(Ct)).BusinessAccountId);
    }

    [Fact]
    public async Task Synchronize_Again_ChangesNothingAndMarksTheGone()
    {
        await SynchronizeAsync();
        Assert.Equal(new TemplateSyncReport(0, 0, 2, 0), await SynchronizeAsync());

        var gone = Rich();
        gone.Status = SimulatedTemplateStatus.Deleted;
        _fixture.Simulator.AddTemplate(gone);

        Assert.Equal(new TemplateSyncReport(0, 0, 1, 1), await SynchronizeAsync());
        var template = await TemplateAsync("promo");
        Assert.Equal((TemplateStatus.Disabled, Template.Deleted), (template.Status, template.StatusReason));
        Assert.NotNull(template.GoneAt);
        Assert.Equal(new TemplateSyncReport(0, 0, 1, 0), await SynchronizeAsync());
    }

    [Fact]
    public async Task Synchronize_TemplateOfARunningCampaignIsGone_PausesItWithTheReason()
    {
        await SynchronizeAsync();
        var id = await _fixture.PrepareAsync(3);
        await _fixture.StartAsync(id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(id)).Ref, Ct);
        Assert.Equal(CampaignStatus.Running, (await _fixture.CampaignAsync(id)).Status);
        _fixture.Simulator.AddTemplate(new SimulatedTemplate { Name = "order_update", Language = "en_US", ParameterCount = 2, Status = SimulatedTemplateStatus.Deleted });

        Assert.Equal(1, (await SynchronizeAsync()).Gone);

        var campaign = await _fixture.CampaignAsync(id);
        Assert.Equal((CampaignStatus.Paused, "template_deleted"), (campaign.Status, campaign.StatusReason));
    }

    [Fact]
    public async Task Synchronize_ChangedAtWhatsApp_TakesTheChangeOver()
    {
        await SynchronizeAsync();
        var changed = Rich();
        changed.Components = """[{"type":"BODY","text":"Only {{1}}."}]""";
        _fixture.Simulator.AddTemplate(changed);

        Assert.Equal(new TemplateSyncReport(0, 1, 1, 0), await SynchronizeAsync());
        Assert.Equal(("Only {{1}}.", 1), ((await TemplateAsync("promo")).Body, (await TemplateAsync("promo")).ParameterCount));
    }

    [Fact]
    public async Task Synchronize_MoreThanAPage_ReadsThemAll()
    {
        foreach (var i in Enumerable.Range(0, 230))
            _fixture.Simulator.AddTemplate(new SimulatedTemplate { WabaId = Waba, Name = $"many_{i}", Language = "en_US", ParameterCount = 1 });

        Assert.Equal(231, (await SynchronizeAsync()).Added);
    }

    [Fact]
    public async Task Synchronize_TwiceWithinAMinute_IsRefusedWithTheWait()
    {
        await Sync.SynchronizeAsync(_fixture.Actor, Ct);
        _time.Advance(TimeSpan.FromSeconds(20));

        var refused = (await Sync.SynchronizeAsync(_fixture.Actor, Ct)).Error!;

        Assert.Equal(("templates_synchronized_recently", TimeSpan.FromSeconds(40)), (refused.Code, refused.RetryAfter));
    }

    [Fact]
    public async Task Synchronize_WhatsAppAway_SaysSoAndKeepsWhatIsThere()
    {
        await SynchronizeAsync();
        await _fixture.Simulator.StopAsync();

        _time.Advance(TemplateSync.Rest);
        Assert.Equal("templates_away", (await Sync.SynchronizeAsync(_fixture.Actor, Ct)).Error!.Code);

        Assert.Null((await TemplateAsync("promo")).GoneAt);
        Assert.Equal("templates_away", (await Sync.StateAsync(_fixture.Actor, Ct)).Value.ErrorCode);
    }

    [Fact]
    public async Task Synchronize_TokenRefused_NamesTheCode()
    {
        _fixture.Simulator.AddNumber(new SimulatedNumber { PhoneNumberId = CampaignsFixture.PhoneNumberId, AccessToken = "another" });

        var error = (await Sync.SynchronizeAsync(_fixture.Actor, Ct)).Error!;

        Assert.Equal(("templates_refused", 190), (error.Code, error.Args[0].Value));
    }

    [Fact]
    public async Task Sweep_EveryOrganizationWithANumber_IsReadWithoutAnAuditEntry()
    {
        await Sync.SweepAsync(Ct);

        Assert.Equal(TemplateStatus.Approved, (await TemplateAsync("promo")).Status);
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        Assert.False(await db.Set<AuditEntry>().AnyAsync(e => e.Action == "templates.synchronized", Ct));
    }

    [Fact]
    public async Task Upload_TheSameFileTwice_IsUploadedOnceUntilItExpires()
    {
        var first = await UploadAsync();
        Assert.Equal(first.MediaId, (await UploadAsync()).MediaId);

        _time.Advance(TemplateMedia.Kept);

        Assert.NotEqual(first.UploadedAt, (await UploadAsync()).UploadedAt);
    }

    [Fact]
    public async Task Campaign_WithEveryComponent_IsSentWithThemAll()
    {
        // Nobody of the audience has consented to marketing.
        await using var live = await CampaignsFixture.CreateAsync(simulator: o => o.Templates.Add(Rich("UTILITY")));
        Assert.Null((await live.Node.Get<TemplateSync>().SynchronizeAsync(live.Actor, Ct)).Error);
        var media = await UploadAsync(live);
        var created = await live.Node.Get<CampaignEditor>().CreateAsync(live.Actor, Draft(TemplateSamples.Bound(("header", media.MediaId), ("body.1", "{{name|friend}}"))), Ct);
        Assert.Null(created.Error);
        using var csv = new MemoryStream("phone,name\n+5511987000001,Ana\n+5511987000002,\n"u8.ToArray());
        Assert.Null((await live.Node.Get<CampaignAudience>().ImportAsync(live.Actor, created.Value.Id, csv, Ct)).Error);
        using var stop = new CancellationTokenSource();
        await live.Node.Engine.StartAsync(stop.Token);

        await live.StartAsync(created.Value.Id);
        var campaign = await live.UntilAsync(created.Value.Id, c => c.Status == CampaignStatus.Completed);

        Assert.Equal((0, 0), (campaign.FailedCount, campaign.SkippedCount));
        Assert.Equal([1, 1], (await live.LedgerAsync()).Values);
        await live.Node.Engine.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Campaign_OfAMarketingTemplate_GoesOnlyToThoseWhoConsented()
    {
        await SynchronizeAsync();
        var media = await UploadAsync();
        var created = await _fixture.Node.Get<CampaignEditor>().CreateAsync(_fixture.Actor, Draft(TemplateSamples.Bound(("header", media.MediaId))), Ct);
        using var csv = new MemoryStream("phone,name\n+5511987000001,Ana\n+5511987000002,Bia\n+5511987000003,Caio\n"u8.ToArray());
        Assert.Null((await _fixture.Node.Get<CampaignAudience>().ImportAsync(_fixture.Actor, created.Value.Id, csv, Ct)).Error);
        var (wants, doesNot) = (Contact.Create(_fixture.Acme.Id, "+5511987000001", ContactFields.None, Times.Now), Contact.Create(_fixture.Acme.Id, "+5511987000002", ContactFields.None, Times.Now));
        wants.Hear(ConsentPurpose.Marketing, ConsentState.Given, Times.Now, Times.Now);
        doesNot.Hear(ConsentPurpose.Marketing, ConsentState.Withdrawn, Times.Now, Times.Now);
        await _fixture.Db.AddAsync(wants, doesNot);

        await _fixture.StartAsync(created.Value.Id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(created.Value.Id)).Ref, Ct);

        Assert.Equal(
            [("+5511987000001", RecipientState.Pending, null), ("+5511987000002", RecipientState.Skipped, "without_consent"), ("+5511987000003", RecipientState.Skipped, "without_consent")],
            (await _fixture.RowsAsync(created.Value.Id)).Select(r => (r.Phone, r.State, r.Reason)));
    }

    [Fact]
    public async Task Create_BindingsThatDoNotFit_AreRefusedEachByItsCode()
    {
        await SynchronizeAsync();

        var refused = await _fixture.Node.Get<CampaignEditor>().CreateAsync(_fixture.Actor, Draft(TemplateSamples.Bound(("header", "1234567890"), ("button.2", "A-B"))), Ct);

        Assert.Equal(["template_coupon_invalid", "template_media_unknown"], [refused.Error!.Code, .. refused.Error.Others.Select(o => o.Code)]);
        var ofColumn = await _fixture.Node.Get<CampaignEditor>().CreateAsync(_fixture.Actor, Draft(TemplateSamples.Bound(("header", "{{picture|1234567890}}"))), Ct);
        Assert.Equal("template_media_unknown", ofColumn.Error!.Code);
        await _fixture.AddSecondNumberAsync();
        var ofSeveral = await _fixture.Node.Get<CampaignEditor>().CreateAsync(_fixture.Actor, Draft(TemplateSamples.Bound(("header", "1234567890"))) with { FurtherNumbers = [CampaignsFixture.SecondNumber] }, Ct);
        Assert.Equal("template_media_of_one_number", ofSeveral.Error!.Code);
    }

    [Fact]
    public async Task Start_TemplateChangedSince_IsRefused()
    {
        var id = await _fixture.PrepareAsync(1);
        _fixture.Simulator.AddTemplate(new SimulatedTemplate { Name = "order_update", Language = "en_US", Components = """[{"type":"BODY","text":"Hello {{1}}, {{2}}, {{3}}."}]""" });
        await SynchronizeAsync();

        Assert.Equal("template_parameter_count", (await _fixture.Node.Get<CampaignControl>().StartAsync(_fixture.Actor, id, Ct)).Error!.Code);
    }

    [Fact]
    public async Task Test_ToOnePhone_IsInTheLedgerOnceAndInNoCampaign()
    {
        await SynchronizeAsync();
        var template = await TemplateAsync("promo");
        var media = await UploadAsync();
        var draft = new TestSendDraft(CampaignsFixture.PhoneNumberId, "11 98765-4321", TemplateSamples.Bound(("header", media.MediaId))) { Fields = new Dictionary<string, string> { ["name"] = "Ana" } };

        var sent = (await _fixture.Node.Get<TestSends>().SendAsync(_fixture.Actor, template.Id, draft, Ct)).Value;

        Assert.Equal(TestOutcome.Accepted, sent.Outcome);
        Assert.Equal(1, (await _fixture.LedgerAsync())["+5511987654321"]);
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        Assert.False(await db.Set<Recipient>().AnyAsync(Ct));
        var entry = await db.Set<AuditEntry>().SingleAsync(e => e.Action == "template.test_sent", Ct);
        Assert.DoesNotContain("98765", JsonSerializer.Serialize(entry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_ToSomebodyWhoOptedOut_IsRefusedAndNothingIsSent()
    {
        await _fixture.Db.AddAsync(OptOut.Create(_fixture.Acme.Id, "+5511987654321", "person", _time.GetUtcNow().UtcDateTime));

        var refused = await TestAsync("+5511987654321");

        Assert.Equal("test_phone_opted_out", refused.Error!.Code);
        Assert.Empty(await _fixture.LedgerAsync());
    }

    [Fact]
    public async Task Test_ThatWhatsAppRefuses_TellsItsCode()
    {
        var answer = (await TestAsync("+5511900009800")).Value;

        Assert.Equal((TestOutcome.Rejected, 130403), (answer.Outcome, answer.Code));
    }

    [Fact]
    public async Task Test_AColumnWithoutAValue_IsNamed()
    {
        var refused = await TestAsync("+5511987654321", "{{name}}");

        Assert.Equal(("test_value_missing", "body.1"), (refused.Error!.Code, refused.Error.Args[0].Value));
    }

    private async Task<Admin.Domain.Common.Result<TestSendView>> TestAsync(string phone, string first = "Ana")
    {
        var template = await TemplateAsync("order_update");
        return await _fixture.Node.Get<TestSends>().SendAsync(_fixture.Actor, template.Id, new TestSendDraft(CampaignsFixture.PhoneNumberId, phone, TemplateBinding.Body([first, "42"])), Ct);
    }

    private async Task<TemplateSyncReport> SynchronizeAsync()
    {
        _time.Advance(TemplateSync.Rest);
        var done = await Sync.SynchronizeAsync(_fixture.Actor, Ct);
        Assert.Null(done.Error);
        return done.Value;
    }

    private Task<MediaView> UploadAsync() => UploadAsync(_fixture);

    private static async Task<MediaView> UploadAsync(CampaignsFixture fixture)
    {
        using var bytes = new MemoryStream(Picture);
        var uploaded = await fixture.Node.Get<MediaUploads>().UploadAsync(fixture.Actor, CampaignsFixture.PhoneNumberId, "flower.jpg", "image/jpeg", bytes, Ct);
        Assert.Null(uploaded.Error);
        return uploaded.Value;
    }

    private static CampaignDraft Draft(IReadOnlyList<TemplateBinding> bindings) =>
        new("Promotion", CampaignsFixture.PhoneNumberId, "promo", "pt_BR", [.. bindings.Where(b => b.Parameter.Place == TemplatePlace.Body).Select(b => b.Text)], null)
        {
            TemplateComponents = [.. bindings.Where(b => b.Parameter.Place != TemplatePlace.Body)],
        };

    private async Task<Template> TemplateAsync(string name)
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<Template>().AsNoTracking().SingleAsync(t => t.Name == name, Ct);
    }

    private static SimulatedTemplate Rich(string category = "MARKETING") => new() { WabaId = Waba, Category = category, Name = "promo", Language = "pt_BR", Components = TemplateSamples.Rich };
}
