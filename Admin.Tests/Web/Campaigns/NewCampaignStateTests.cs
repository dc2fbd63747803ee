using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Web.Features.Campaigns;

namespace Admin.Tests.Web.Campaigns;

public sealed class NewCampaignStateTests
{
    private static readonly TemplateChoice Order = new("order_update", "en_US", "Hello {{1}}, your order {{2}} is on its way.", 2, TemplateStatus.Approved);
    private static readonly TemplateChoice Plain = new("hello", "pt_BR", "Oi!", 0, TemplateStatus.Approved);
    private static readonly ListChoice Customers = new(ContactListId.New(), "Customers", 12);

    [Fact]
    public void Begin_WithChoices_NeedsANameOnly()
    {
        var state = Begun(new CampaignChoices([], [Order, Plain], [Customers]));

        Assert.Equal("order_update/en_US", state.TemplateKey);
        Assert.Equal(["{{name}}", ""], state.Parameters);
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
        state.Parameters[1] = "42";

        state.Choose(choices, NewCampaignState.KeyOf(Plain));

        Assert.Empty(state.Parameters);
        Assert.Equal("hello", state.ToDraft(choices).TemplateName);
    }

    [Fact]
    public void Preview_WhatIsNotFilled_KeepsItsNumber()
    {
        var choices = new CampaignChoices([], [Order], []);

        Assert.Equal("Hello {{name}}, your order {{2}} is on its way.", Begun(choices).Preview(choices));
    }

    [Fact]
    public void Preview_AParameterThatLooksLikeAPlace_IsNotFilledAgain()
    {
        var choices = new CampaignChoices([], [Order], []);
        var state = Begun(choices);
        state.Parameters[0] = "{{2}}";
        state.Parameters[1] = "42";

        Assert.Equal("Hello {{2}}, your order 42 is on its way.", state.Preview(choices));
    }

    [Fact]
    public void List_FromCsv_IsNotTheChosenOne()
    {
        var choices = new CampaignChoices([], [Order], [Customers]);
        var state = Begun(choices);

        state.FromCsv = true;

        Assert.Null(state.List(choices));
    }

    private static NewCampaignState Begun(CampaignChoices choices)
    {
        var state = new NewCampaignState();
        state.Begin(choices);
        return state;
    }
}
