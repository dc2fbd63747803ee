using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Templating;
using Admin.Tests.Domain.Messaging.Templating;
using Admin.Web.Features.Campaigns;

namespace Admin.Tests.Web.Campaigns;

public sealed class NewCampaignStateTests
{
    private static readonly TemplateChoice Order = new(TemplateId.New(), "order_update", "en_US", TemplateStatus.Approved, TemplateContent.OfBody("Hello {{1}}, your order {{2}} is on its way."), null);
    private static readonly TemplateChoice Plain = new(TemplateId.New(), "hello", "pt_BR", TemplateStatus.Approved, TemplateContent.OfBody("Oi!"), null);
    private static readonly ListChoice Customers = new(ContactListId.New(), "Customers", 12);

    [Fact]
    public void Begin_WithChoices_NeedsANameOnly()
    {
        var state = Begun(new CampaignChoices([], [Order, Plain], [Customers]));

        Assert.Equal("order_update/en_US", state.TemplateKey);
        Assert.Equal(("{{name}}", ""), (state.Values!["body.1"], state.Values["body.2"]));
        Assert.False(state.FromCsv);
        Assert.Equal(Customers.Id.ToString(), state.ListKey);
    }

    [Fact]
    public void Begin_WithoutLists_AsksForACsv()
    {
        var choices = new CampaignChoices([], [Order], []);

        var state = Begun(choices);

        Assert.True(state.FromCsv);
        Assert.Null(state.List(choices));
    }

    [Fact]
    public void Choose_AnotherTemplate_AsksForItsOwnParameters()
    {
        var choices = new CampaignChoices([], [Order, Plain], []);
        var state = Begun(choices);
        state.Values!["body.2"] = "42";

        state.Choose(choices, NewCampaignState.KeyOf(Plain));

        Assert.Empty(state.Values.Content.Parameters);
        Assert.Equal("hello", state.ToDraft(choices).TemplateName);
    }

    [Fact]
    public void Preview_WhatIsNotFilled_KeepsItsNumber()
    {
        var choices = new CampaignChoices([], [Order], []);

        Assert.Equal("Hello {{name}}, your order {{2}} is on its way.", TemplateSamples.BodyOf(Begun(choices).Values!.Preview));
    }

    [Fact]
    public void Preview_AParameterThatLooksLikeAPlace_IsNotFilledAgain()
    {
        var choices = new CampaignChoices([], [Order], []);
        var state = Begun(choices);
        state.Values!["body.1"] = "{{2}}";
        state.Values["body.2"] = "42";

        Assert.Equal("Hello {{2}}, your order 42 is on its way.", TemplateSamples.BodyOf(state.Values.Preview));
    }

    [Fact]
    public void List_FromCsv_IsNotTheChosenOne()
    {
        var choices = new CampaignChoices([], [Order], [Customers]);
        var state = Begun(choices);

        state.FromCsv = true;

        Assert.Null(state.List(choices));
    }

    [Fact]
    public void ToDraft_EveryComponent_GoesWhereTheContractHasIt()
    {
        var rich = new TemplateChoice(TemplateId.New(), "promo", "pt_BR", TemplateStatus.Approved, TemplateSamples.RichContent, null);
        var choices = new CampaignChoices([], [Order, rich], []);
        var state = new NewCampaignState();
        state.Begin(choices, rich.Id.ToString());
        foreach (var binding in TemplateSamples.Bound())
            state.Values![binding.Parameter.Key] = binding.Text;

        var draft = state.ToDraft(choices);

        Assert.Equal("promo", draft.TemplateName);
        Assert.Equal(["{{name}}", "Shoes"], draft.TemplateParameters!);
        Assert.Equal(["header", "button.1", "button.2"], draft.TemplateComponents.Select(b => b.Parameter.Key));
    }

    [Fact]
    public void ChooseNumber_OfAnotherAccount_OffersItsOwnTemplates()
    {
        var limit = new SpeedLimit("number", 80);
        var choices = new CampaignChoices(
            [new NumberChoice("1", "One", "+1", limit, "a"), new NumberChoice("2", "Two", "+2", limit, "b")],
            [Order with { BusinessAccountId = "a" }, Plain with { BusinessAccountId = "b" }],
            []);
        var state = Begun(choices);

        state.ChooseNumber(choices, "2");

        Assert.Equal("hello/pt_BR", state.TemplateKey);
    }

    private static NewCampaignState Begun(CampaignChoices choices)
    {
        var state = new NewCampaignState();
        state.Begin(choices);
        return state;
    }
}
