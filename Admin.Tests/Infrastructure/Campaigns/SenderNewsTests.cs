using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>What WhatsApp tells of templates, numbers and accounts acts on what it names, and on nothing else.</summary>
public sealed class SenderNewsTests : IAsyncLifetime
{
    private const long Monday = 1773480000;

    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private CampaignsFixture _fixture = null!;
    private CampaignId _id;

    public async ValueTask InitializeAsync()
    {
        _fixture = await CampaignsFixture.CreateAsync();
        var manager = Person.Create("manager@acme.test", "Mara", Times.Now);
        (manager.NormalizedUserName, manager.NormalizedEmail) = ("MANAGER@ACME.TEST", "MANAGER@ACME.TEST");
        await _fixture.Db.AddAsync(manager, Membership.Create(_fixture.Acme.Id, manager.Id, Role.Manager, Times.Now));
        _id = await _fixture.PrepareAsync(3);
        await _fixture.StartAsync(_id);
        await _fixture.Node.Get<CampaignPlanner>().PlanAsync((await _fixture.CampaignAsync(_id)).Ref, Ct);
        // The first signed webhook says to which account the number belongs.
        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text("5511955550000", "Oi", Times.Now)));
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData("PAUSED", TemplateStatus.Paused, "template_paused")]
    [InlineData("DISABLED", TemplateStatus.Disabled, "template_disabled")]
    [InlineData("DELETED", TemplateStatus.Disabled, "template_deleted")]
    [InlineData("REJECTED", TemplateStatus.Rejected, "template_rejected")]
    public async Task Template_Stopped_PausesItsCampaignsAndTellsTheManagers(string told, TemplateStatus status, string reason)
    {
        await MergeAsync(Template(told));
        await MergeAsync(Template(told));

        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal((CampaignStatus.Paused, reason), (campaign.Status, campaign.StatusReason));
        Assert.Equal((3, 3), (campaign.Counts.Pending, campaign.Counts.Total));
        Assert.Equal(status, (await TemplateAsync()).Status);
        Assert.Equal(NoticeKinds.TemplateStopped.Name, Assert.Single(await NoticesAsync()));
    }

    [Fact]
    public async Task Template_OlderNewsOrAnotherAccount_ChangesNothing()
    {
        await MergeAsync(Template("APPROVED"), Monday + 10);

        await MergeAsync(Template("PAUSED"), Monday);
        await _fixture.Node.MergeAsync(Hooks.Body("900000000000009", [Template("DISABLED")], Monday + 20));
        await MergeAsync(Template("PAUSED").Replace("order_update", "another", StringComparison.Ordinal), Monday + 20);

        Assert.Equal(CampaignStatus.Running, (await _fixture.CampaignAsync(_id)).Status);
        Assert.Equal(TemplateStatus.Approved, (await TemplateAsync()).Status);
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task Template_QualityRed_IsStoredAndTold()
    {
        await MergeAsync(Hooks.Change("message_template_quality_update", """{"previous_quality_score":"GREEN","new_quality_score":"RED","message_template_name":"order_update","message_template_language":"en_US"}"""));

        Assert.Equal(QualityRating.Red, (await TemplateAsync()).Quality);
        Assert.Equal(CampaignStatus.Running, (await _fixture.CampaignAsync(_id)).Status);
        Assert.Equal(NoticeKinds.TemplateQualityLow.Name, Assert.Single(await NoticesAsync()));
    }

    [Fact]
    public async Task Number_ThroughputAndQuality_AreStoredAndTold()
    {
        await MergeAsync(Hooks.Change("phone_number_quality_update", """{"display_phone_number":"551140000001","event":"THROUGHPUT_UPGRADE","current_limit":"TIER_UNLIMITED"}"""));
        await MergeAsync(Hooks.Change("phone_number_quality_update", """{"display_phone_number":"+55 11 4000-0001","event":"FLAGGED","current_limit":"TIER_10K"}"""), Monday + 5);
        await MergeAsync(Hooks.Change("phone_number_quality_update", """{"display_phone_number":"+55 11 4999-0001","event":"FLAGGED"}"""), Monday + 6);

        var number = await NumberAsync();
        Assert.Equal((1000, QualityRating.Red, "TIER_10K"), (number.MessagesPerSecond, number.Quality, number.MessagingLimit));
        Assert.Equal(2, (await NoticesAsync()).Count);
    }

    [Fact]
    public async Task Account_Limit_IsStoredWithItsNumbers()
    {
        await MergeAsync(Hooks.Change("business_capability_update", """{"max_daily_conversations_per_business":10000,"max_phone_numbers_per_business":25}"""));

        Assert.Equal("10000", (await NumberAsync()).MessagingLimit);
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task Account_Disabled_PausesItsCampaigns()
    {
        await MergeAsync(Hooks.Change("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE"}}"""));

        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal((CampaignStatus.Paused, "account_disabled"), (campaign.Status, campaign.StatusReason));
        Assert.Equal(NoticeKinds.AccountStopped.Name, Assert.Single(await NoticesAsync()));
    }

    [Fact]
    public async Task News_SignedByAnotherOrganizationsApp_TouchesNothingHere()
    {
        var globex = Organization.Create("Globex", "globex", Times.Now);
        await _fixture.Db.AddAsync(globex);
        var actor = Actor.System(globex.Id, "test");
        var app = await _fixture.Node.Get<WhatsAppApps>().CreateAsync(actor, new WhatsAppAppDraft("Own", "700000000001", new SecretInput("secret"), new SecretInput("word")), Ct);

        await _fixture.Node.MergeAsync(app.Value.Id, Hooks.Body(Template("DISABLED"), Hooks.Text("5511987000000", "SAIR", Times.Now), Hooks.Change("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE"}}""")));

        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal((CampaignStatus.Running, 3), (campaign.Status, campaign.Counts.Pending));
        Assert.Equal(TemplateStatus.Approved, (await TemplateAsync()).Status);
    }

    [Fact]
    public async Task OwnApp_OnceTheNumberIsGivenToIt_SpeaksForItAndThePlatformNoLonger()
    {
        var app = await _fixture.Node.Get<WhatsAppApps>().CreateAsync(_fixture.Actor, new WhatsAppAppDraft("Own", "700000000001", new SecretInput("secret"), new SecretInput("word")), Ct);
        await using (var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id)))
        {
            (await db.Set<Number>().SingleAsync(Ct)).ListenTo(app.Value.Id);
            await db.SaveChangesAsync(Ct);
        }

        await _fixture.Node.MergeAsync(Hooks.Body(Hooks.Text("5511987000000", "SAIR", Times.Now)));
        Assert.Equal(3, (await _fixture.CampaignAsync(_id)).Counts.Pending);

        await _fixture.Node.MergeAsync(app.Value.Id, Hooks.Body(Hooks.Text("5511987000000", "SAIR", Times.Now), Template("PAUSED")));
        var campaign = await _fixture.CampaignAsync(_id);
        Assert.Equal((2, 1, CampaignStatus.Paused), (campaign.Counts.Pending, campaign.Counts.Skipped, campaign.Status));
    }

    private Task MergeAsync(string change, long time = Monday) => _fixture.Node.MergeAsync(Hooks.Body(Hooks.Account, [change], time));

    private static string Template(string told) =>
        Hooks.Change("message_template_status_update", $$"""{"event":"{{told}}","message_template_id":1,"message_template_name":"order_update","message_template_language":"en_US","reason":"NONE"}""");

    private async Task<Template> TemplateAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<Template>().AsNoTracking().SingleAsync(Ct);
    }

    private async Task<Number> NumberAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<Number>().AsNoTracking().SingleAsync(Ct);
    }

    private async Task<IReadOnlyList<string>> NoticesAsync()
    {
        await using var db = await _fixture.Db.OpenAsync(TenantScope.For(_fixture.Acme.Id));
        return await db.Set<Notice>().Select(n => n.Kind).ToListAsync(Ct);
    }
}
