using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Tests.Web.Campaigns;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns;

/// <summary>A draft while somebody writes it: what it may lack, and what it cannot do as long as it does.</summary>
public sealed class CampaignEditorTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private Tenant Acme => _world.Acme;

    private CampaignEditor Editor => _world.Get<CampaignEditor>();

    private CampaignPreparations Preparations => _world.Get<CampaignPreparations>();

    [Fact]
    public async Task Begin_WithANameAndANumber_IsADraftWithoutATemplate()
    {
        var begun = await Editor.BeginAsync(Acme.Admin, new CampaignSketch(" May ", Acme.Number.PhoneNumberId), Ct);

        Assert.Null(begun.Error);
        Assert.Equal(("May", CampaignStatus.Draft, false, 0), (begun.Value.Name, begun.Value.Status, begun.Value.HasTemplate, begun.Value.TemplateParameters.Count));
        Assert.Equal(["campaign.created"], await _world.CampaignActsAsync(begun.Value.Id));
    }

    [Fact]
    public async Task Begin_NeitherNameNorNumber_SaysBoth()
    {
        var error = (await Editor.BeginAsync(Acme.Admin, new CampaignSketch(" ", "000"), Ct)).Error!;

        Assert.Equal(["name", "phone_number_id"], error.Others.Prepend(error).Select(e => e.Field));
    }

    [Fact]
    public async Task Begin_ByAManager_IsForbidden() =>
        Assert.Equal("forbidden", (await Editor.BeginAsync(Acme.Manager, new CampaignSketch("May", Acme.Number.PhoneNumberId), Ct)).Error!.Code);

    [Fact]
    public async Task Create_WithoutATemplate_IsRefusedStill() =>
        Assert.Equal("template_unknown", (await Editor.CreateAsync(Acme.Admin, new CampaignDraft("May", Acme.Number.PhoneNumberId, null, null, null, null), Ct)).Error!.Code);

    [Fact]
    public async Task Create_FromSeveralNumbers_ShowsThemForecastsTheirSpeedAndIsCopied()
    {
        await NumberAsync("300", "Support");

        var id = (await Editor.CreateAsync(Acme.Admin, Draft("300"), Ct)).Value.Id;

        Assert.Equal(new CampaignNumber("300", "Support", "+55 11 4000-0300"), Assert.Single((await ViewAsync(id)).FurtherNumbers));
        Assert.Equal(160, (await _world.Get<CampaignWatch>().ForecastAsync(Acme.Manager, id, Ct)).Value.NumberPerSecond);
        var copy = await _world.Get<CampaignCopies>().CopyAsync(Acme.Admin, id, withPeople: false, Ct);
        Assert.Equal(["300"], copy.Value.FurtherNumbers.Select(n => n.PhoneNumberId));
        Assert.Null((await Editor.UpdateAsync(Acme.Admin, id, Draft(), null, Ct)).Error);
        Assert.Empty((await ViewAsync(id)).FurtherNumbers);
    }

    [Fact]
    public async Task Sketch_WithAFurtherNumber_IsOneChange()
    {
        await NumberAsync("300", "Support");
        var id = (await Editor.BeginAsync(Acme.Admin, new CampaignSketch("May", Acme.Number.PhoneNumberId), Ct)).Value.Id;
        var before = (await ViewAsync(id)).Stamp;

        var changed = await Editor.SketchAsync(Acme.Admin, id, new CampaignSketch("May", Acme.Number.PhoneNumberId) { FurtherNumbers = ["300"] }, before, Ct);

        Assert.NotEqual(before, changed.Value.Stamp);
        Assert.Equal(changed.Value.Stamp, (await Editor.SketchAsync(Acme.Admin, id, new CampaignSketch("May", Acme.Number.PhoneNumberId) { FurtherNumbers = ["300"] }, null, Ct)).Value.Stamp);
        Assert.Equal(["campaign.created", "campaign.changed"], await _world.CampaignActsAsync(id));
    }

    [Theory]
    [InlineData("further_number_unknown", "none")]
    [InlineData("campaign_number_twice", "100000000000001")]
    [InlineData("campaign_number_twice", "300", "300")]
    [InlineData("number_of_other_account", "400")]
    [InlineData("number_of_other_account", "300", "400")]
    [InlineData("campaign_numbers_too_many", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10")]
    public async Task Create_FromNumbersThatDoNotGoTogether_SaysWhich(string code, params string[] further)
    {
        await NumberAsync("300", "Support");
        await NumberAsync("400", "Elsewhere", "another account");
        await BelongsToAsync(Acme.Number.PhoneNumberId, "the account");

        var error = (await Editor.CreateAsync(Acme.Admin, Draft(further), Ct)).Error!;

        Assert.Equal((code, "further_numbers"), (error.Code, error.Field));
    }

    [Fact]
    public async Task Start_AfterANumberMovedToAnotherAccount_SaysSo()
    {
        await NumberAsync("300", "Support");
        await BelongsToAsync(Acme.Number.PhoneNumberId, "the account");
        var id = (await Editor.CreateAsync(Acme.Admin, Draft("300"), Ct)).Value.Id;
        await _world.AddPeopleAsync(id, 1);
        await BelongsToAsync("300", "another account");

        Assert.Equal("number_of_other_account", (await _world.Get<CampaignControl>().StartAsync(Acme.Admin, id, Ct)).Error!.Code);
    }

    [Fact]
    public async Task FurtherNumber_WhileACampaignNamesIt_IsNotDeleted()
    {
        var number = await NumberAsync("300", "Support");
        Assert.Null((await Editor.CreateAsync(Acme.Admin, Draft("300"), Ct)).Error);

        Assert.Equal("number_in_use", (await _world.Get<Numbers>().DeleteAsync(Acme.Admin, number, Ct)).Error!.Code);
    }

    [Fact]
    public async Task WithoutATemplate_NeitherStartsNorIsScheduledNorIsApproved_AndTheCheckSaysWhy()
    {
        Assert.Null((await _world.Get<CampaignRuleBook>().SetAsync(Acme.Admin, new CampaignRulesDraft(ApprovalAbove: 0), Guid.Empty, Ct)).Error);
        var id = await BegunAsync(2);

        Assert.Equal("campaign_without_template", (await _world.Get<CampaignControl>().StartAsync(Acme.Admin, id, Ct)).Error!.Code);
        Assert.Equal("campaign_without_template", (await ScheduleAsync(id)).Error!.Code);
        Assert.Equal("campaign_without_template", (await _world.Get<CampaignApprovals>().AskAsync(Acme.Admin, id, Ct)).Error!.Code);
        var check = (await _world.Get<CampaignPreflight>().CheckAsync(Acme.Manager, id, Ct)).Value;
        Assert.Equal((2, 2), (check.Named, check.Receive));
        Assert.Equal(["campaign_without_template", "approval_required"], check.Faults.Select(f => f.Code));
        Assert.Equal(check.Faults.Select(f => f.Code), (await _world.Get<CampaignPreflight>().FaultsAsync(Acme.Manager, id, Ct)).Value.Faults.Select(f => f.Code));
        Assert.Equal(CampaignStatus.Draft, (await _world.CampaignAsync(id)).Status);
    }

    [Fact]
    public async Task WithoutATemplate_IsShownForecastAndCopied()
    {
        var id = await BegunAsync(2);

        Assert.Equal(2, (await _world.Get<CampaignWatch>().ForecastAsync(Acme.Manager, id, Ct)).Value.Total);
        Assert.Null((await _world.Get<CampaignReader>().MessageAsync(Acme.Manager, id, Ct)).Value.Content);
        var copy = await _world.Get<CampaignCopies>().CopyAsync(Acme.Admin, id, withPeople: true, Ct);
        Assert.Equal((false, 2), (copy.Value.HasTemplate, copy.Value.Total));
    }

    [Fact]
    public async Task Sketch_HalfWritten_IsKeptAndTheCheckNamesWhatIsEmpty()
    {
        var id = await BegunAsync(1);

        var sketched = await SketchAsync(id, ["{{name}}", ""]);

        Assert.Equal(["{{name}}", ""], sketched.Value.TemplateParameters);
        Assert.Equal(["template_parameter_malformed"], (await _world.Get<CampaignPreflight>().CheckAsync(Acme.Admin, id, Ct)).Value.Faults.Select(f => f.Code));
        Assert.Equal("template_parameter_malformed", (await ScheduleAsync(id)).Error!.Code);
    }

    [Fact]
    public async Task Sketch_WhatCannotBe_IsRefusedAndNothingOfItIsKept()
    {
        var id = await BegunAsync(1);

        Assert.Equal("template_parameter_malformed", (await SketchAsync(id, ["{{name", ""])).Error!.Code);
        Assert.Equal("template_unknown", (await Editor.SketchAsync(Acme.Admin, id, new CampaignSketch("June", Acme.Number.PhoneNumberId, "none", "en_US"), null, Ct)).Error!.Code);
        Assert.Equal(("May", false), ((await _world.CampaignAsync(id)).Name, (await _world.CampaignAsync(id)).HasTemplate));
    }

    [Fact]
    public async Task Sketch_OfAScheduledOne_KeepsItsTimeAndCannotLackAnything()
    {
        var id = await BegunAsync(1);
        await SketchAsync(id, ["a", "b"]);
        Assert.Null((await ScheduleAsync(id)).Error);

        Assert.Equal("template_parameter_malformed", (await SketchAsync(id, ["a", ""])).Error!.Code);
        Assert.Null((await SketchAsync(id, ["a", "c"])).Error);

        var campaign = await _world.CampaignAsync(id);
        Assert.Equal(CampaignStatus.Scheduled, campaign.Status);
        Assert.NotNull(campaign.ScheduledAt);
        Assert.Equal(["a", "c"], campaign.TemplateParameters);
    }

    [Fact]
    public async Task Sketch_OverWhatSomebodyElseSaved_IsRefused_TheSameAgainIsNoChange()
    {
        var id = await BegunAsync(1);
        var read = await _world.CampaignAsync(id);
        var saved = (await SketchAsync(id, ["a", ""])).Value;

        Assert.Equal("campaign_changed", (await Editor.SketchAsync(Acme.Admin, id, new CampaignSketch("June", Acme.Number.PhoneNumberId), read.Stamp, Ct)).Error!.Code);
        Assert.Equal(saved.Stamp, (await SketchAsync(id, ["a", ""])).Value.Stamp);
        Assert.Single(await _world.CampaignActsAsync(id), "campaign.changed");
    }

    [Fact]
    public async Task Sketch_AfterTheStart_IsRefused()
    {
        var id = await _world.RunningCampaignAsync((RecipientState.Pending, null));

        Assert.Equal("campaign_status", (await SketchAsync(id, ["a", "c"])).Error!.Code);
    }

    [Fact]
    public async Task Message_OfATemplateThatIsGone_SaysSinceWhen()
    {
        var id = await _world.DraftCampaignAsync(1);
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id)))
        {
            (await db.Set<Template>().SingleAsync(Ct)).Go(_world.Now);
            await db.SaveChangesAsync(Ct);
        }

        var message = (await _world.Get<CampaignReader>().MessageAsync(Acme.Manager, id, Ct)).Value;

        Assert.Equal((_world.Now, "Hello {{1}}, {{2}}"), (message.GoneAt!.Value, message.Content!.Body));
    }

    private async Task<CampaignId> BegunAsync(int people)
    {
        var id = (await Editor.BeginAsync(Acme.Admin, new CampaignSketch("May", Acme.Number.PhoneNumberId), Ct)).Value.Id;
        await _world.AddPeopleAsync(id, people);
        return id;
    }

    private Task<Result<CampaignView>> SketchAsync(CampaignId id, IReadOnlyList<string> parameters) =>
        Editor.SketchAsync(Acme.Admin, id, new CampaignSketch("May", Acme.Number.PhoneNumberId, Acme.Template.Name, Acme.Template.Language, parameters), null, Ct);

    private Task<Result<PreparationView>> ScheduleAsync(CampaignId id) =>
        Preparations.SetAsync(Acme.Admin, id, new PreparationDraft("May", ScheduledAt: _world.Now.AddDays(1)), null, Ct);

    private CampaignDraft Draft(params string[] further) =>
        new("May", Acme.Number.PhoneNumberId, Acme.Template.Name, Acme.Template.Language, ["a", "b"], null) { FurtherNumbers = further };

    private async Task<CampaignView> ViewAsync(CampaignId id) => (await _world.Get<CampaignReader>().GetAsync(Acme.Manager, id, Ct)).Value;

    private async Task<NumberId> NumberAsync(string phoneNumberId, string name, string? account = null)
    {
        var number = Number.Create(Acme.Id, phoneNumberId, "+55 11 4000-0300", name, Acme.Secret.Id, 80, _world.Now);
        if (account is not null)
            number.BelongsToAccount(account);
        await _world.Db.AddAsync(number);
        return number.Id;
    }

    private async Task BelongsToAsync(string phoneNumberId, string account)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id));
        (await db.Set<Number>().SingleAsync(n => n.PhoneNumberId == phoneNumberId, Ct)).BelongsToAccount(account);
        await db.SaveChangesAsync(Ct);
    }
}
