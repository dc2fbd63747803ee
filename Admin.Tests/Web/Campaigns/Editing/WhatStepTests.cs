using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Web.Campaigns.Editing;

/// <summary>The message of a campaign, written place by place; templates that change meanwhile.</summary>
public sealed class WhatStepTests : EditorPages
{
    private const string Choice = "#campaign-template";

    [Fact]
    public async Task Template_ChosenAndHalfWritten_IsSavedAndShownAsAPhoneDoes()
    {
        var id = await BegunAsync();
        var page = Open(id, "what", Choice);
        Assert.Empty(page.FindAll("[data-preview]"));

        await page.Find(Choice).ChangeAsync(new ChangeEventArgs { Value = "order_update/en_US" });
        page.WaitForElement("#parameter-1", Patience);
        Assert.Equal(["{{name}}", ""], (await ViewAsync(id)).TemplateParameters);
        await WriteAsync(page, "#parameter-0", "Ana");

        page.WaitForElement(Saved, Patience);
        Assert.Equal(["Ana", ""], (await ViewAsync(id)).TemplateParameters);
        Assert.Contains("Hello Ana, {{2}}", page.Find("[data-body]").TextContent, StringComparison.Ordinal);
        Assert.Equal("fault", page.Find("[data-step=what]").GetAttribute("data-standing"));
    }

    [Fact]
    public async Task Place_Refused_StaysInTheFieldAndNothingIsSaved()
    {
        var id = await DraftAsync(1);
        var page = Open(id, "what", "#parameter-1");

        await WriteAsync(page, "#parameter-1", "{{order");

        page.WaitForElement(Refused, Patience);
        Assert.Equal("{{order", page.Find("#parameter-1").GetAttribute("value"));
        Assert.Equal(["a", "b"], (await ViewAsync(id)).TemplateParameters);
    }

    [Fact]
    public async Task Template_ChangedMeanwhile_IsSaidAndWhatStillHasAPlaceStays()
    {
        var id = await DraftAsync(1);
        var page = Open(id, "what", "#parameter-1");
        await ChangeAsync(t => t.SetProperty(x => x.Body, "Hi {{1}}").SetProperty(x => x.ParameterCount, 1));

        await WriteAsync(page, "#parameter-0", "Ana");

        page.WaitForElement("[data-template-changed]", Patience);
        page.WaitForElement(Saved, Patience);
        Assert.Empty(page.FindAll("#parameter-1"));
        Assert.Equal(["Ana"], (await ViewAsync(id)).TemplateParameters);
    }

    [Fact]
    public async Task Template_ChangedBeforeTheStepWasOpened_NamesThePlacesThatAreGone()
    {
        var id = await DraftAsync(1);
        await ChangeAsync(t => t.SetProperty(x => x.Body, "Hi {{1}}").SetProperty(x => x.ParameterCount, 1));

        var page = Open(id, "what", "#parameter-0");

        Assert.Contains("body.2", page.Find("[data-lost]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Template_DeletedMeanwhile_IsSaidAndKeptUntilAnotherIsChosen()
    {
        var id = await DraftAsync(1);
        await ChangeAsync(t => t.SetProperty(x => x.GoneAt, World.Now).SetProperty(x => x.Status, TemplateStatus.Disabled));
        await World.Db.AddAsync(Template.Create(Acme.Id, "hello", "pt_BR", "Oi {{1}}", 1, TemplateStatus.Approved, World.Now));

        var page = Open(id, "what", "[data-gone]");
        Assert.Equal(["a", "b"], (await ViewAsync(id)).TemplateParameters);
        await page.Find(Choice).ChangeAsync(new ChangeEventArgs { Value = "hello/pt_BR" });

        page.WaitForElement(Saved, Patience);
        Assert.Empty(page.FindAll("[data-gone]"));
        Assert.Equal(("hello", "a"), ((await ViewAsync(id)).TemplateName, Assert.Single((await ViewAsync(id)).TemplateParameters)));
    }

    [Fact]
    public async Task Place_AfterSomebodyElseWroteAnother_SaysWhatDiffersAndAsks()
    {
        var id = await DraftAsync(1);
        var page = Open(id, "what", "#parameter-1");
        Assert.Null((await World.Get<CampaignEditor>().SketchAsync(Acme.Admin, id, new CampaignSketch("May", Acme.Number.PhoneNumberId, Acme.Template.Name, Acme.Template.Language, ["theirs", "b"]), null, Ct)).Error);

        await WriteAsync(page, "#parameter-1", "mine");
        page.WaitForElement(Conflict, Patience);
        await page.FindAll($"{Conflict} button")[1].ClickAsync(new());

        page.WaitForElement(Saved, Patience);
        Assert.Equal(["a", "mine"], (await ViewAsync(id)).TemplateParameters);
    }

    [Fact]
    public async Task Step_ForAManager_ShowsTheMessageAndNothingToFillIn()
    {
        var page = Look(await DraftAsync(1), "what", "[data-preview]");

        Assert.Contains("Hello a, b", page.Find("[data-body]").TextContent, StringComparison.Ordinal);
        Assert.Contains("order_update (en_US)", page.Find("[data-message]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input, select, textarea, button"));
    }

    private static async Task WriteAsync<TPage>(IRenderedComponent<TPage> page, string field, string text)
        where TPage : IComponent
    {
        await page.Find(field).InputAsync(new ChangeEventArgs { Value = text });
        await page.Find(field).ChangeAsync(new ChangeEventArgs { Value = text });
    }

    private async Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Template>> change)
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        await db.Set<Template>().ExecuteUpdateAsync(change, Ct);
        await write.CommitAsync(Ct);
    }
}
