using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Tests.Domain.Messaging.Templating;
using Admin.Web.Features.Campaigns.Editing;

namespace Admin.Tests.Web.Campaigns.Editing;

public sealed class WordingStateTests
{
    private static readonly SpeedLimit Limit = new("number", 80);
    private static readonly NumberChoice One = new("100000000000001", "One", "+1", Limit, "a");
    private static readonly NumberChoice Two = new("2", "Two", "+2", Limit, "b");
    private static readonly TemplateChoice Order = new(TemplateId.New(), "order_update", "en_US", TemplateStatus.Approved, TemplateContent.OfBody("Hello {{1}}, your order {{2}} is on its way."), "a");
    private static readonly TemplateChoice Plain = new(TemplateId.New(), "hello", "pt_BR", TemplateStatus.Approved, TemplateContent.OfBody("Oi {{1}}!"), "b");
    private static readonly TemplateChoice Rich = new(TemplateId.New(), "promo", "pt_BR", TemplateStatus.Approved, TemplateSamples.RichContent, null);
    private static readonly CampaignChoices Choices = new([One, Two], [Order, Plain, Rich]);
    private static readonly CampaignView Saved = CampaignViews.Of(CampaignStatus.Draft) with { TemplateParameters = ["{{name}}", ""] };

    [Fact]
    public void ToSketch_OfWhatIsSaved_IsTheSame()
    {
        var sketch = new WordingState(Saved, Choices).ToSketch();

        Assert.Equal(("Spring", One.PhoneNumberId, "order_update", "en_US"), (sketch.Name, sketch.PhoneNumberId, sketch.TemplateName, sketch.TemplateLanguage));
        Assert.Equal(["{{name}}", ""], sketch.TemplateParameters!);
        Assert.Empty(new WordingState(Saved, Choices).Differences(Saved));
    }

    [Fact]
    public void ToSketch_WithoutATemplate_HasNone()
    {
        var sketch = new WordingState(Saved with { TemplateName = "", TemplateLanguage = "", TemplateParameters = [] }, Choices).ToSketch();

        Assert.Null(sketch.TemplateName);
        Assert.Empty(sketch.TemplateParameters!);
    }

    [Fact]
    public void Choose_AnotherTemplate_KeepsWhatItHasAPlaceForAndBeginsWithAName()
    {
        var state = new WordingState(Saved with { TemplateParameters = ["Ana", "42"] }, Choices);

        state.Choose(Choices, WordingState.KeyOf(Rich));

        Assert.Equal(("Ana", "42", ""), (state.Values!["body.1"], state.Values["body.2"], state.Values["header"]));
        var fresh = new WordingState(Saved with { TemplateName = "", TemplateLanguage = "", TemplateParameters = [] }, Choices);
        fresh.Choose(Choices, WordingState.KeyOf(Order));
        Assert.Equal(("{{name}}", ""), (fresh.Values!["body.1"], fresh.Values["body.2"]));
    }

    [Fact]
    public void ToSketch_EveryComponent_GoesWhereTheContractHasIt()
    {
        var state = new WordingState(Saved, Choices);
        state.Choose(Choices, WordingState.KeyOf(Rich));
        foreach (var binding in TemplateSamples.Bound())
            state.Values![binding.Parameter.Key] = binding.Text;

        var sketch = state.ToSketch();

        Assert.Equal(["{{name}}", "Shoes"], sketch.TemplateParameters!);
        Assert.Equal(["header", "button.1", "button.2"], sketch.TemplateComponents.Select(b => b.Parameter.Key));
    }

    [Fact]
    public void Refresh_TemplateWithOtherPlaces_SaysSoAndKeepsTheRest()
    {
        var state = new WordingState(Saved with { TemplateParameters = ["Ana", "42"] }, Choices);

        Assert.False(state.Refresh(Choices));
        var changed = new CampaignChoices([One], [Order with { Content = TemplateContent.OfBody("Hi {{1}}") }]);
        Assert.True(state.Refresh(changed));

        Assert.Equal(["Ana"], state.ToSketch().TemplateParameters!);
        Assert.Equal(["body.2"], state.Lost);
    }

    [Fact]
    public void Refresh_TemplateGone_KeepsWhatIsSavedUntilAnotherIsChosen()
    {
        var state = new WordingState(Saved with { TemplateParameters = ["Ana", "42"] }, Choices);
        var without = new CampaignChoices([One], [Rich]);

        Assert.True(state.Refresh(without));
        Assert.True(state.IsGone);
        Assert.Equal(("order_update", "Ana"), (state.ToSketch().TemplateName, state.ToSketch().TemplateParameters![0]));
        state.Choose(without, WordingState.KeyOf(Rich));

        Assert.Equal("Ana", state.Values!["body.1"]);
    }

    [Fact]
    public void ChooseNumber_OfAnotherAccount_DropsATemplateThatItCannotSend()
    {
        var state = new WordingState(Saved, Choices);

        state.ChooseNumber(Choices, Two.PhoneNumberId);

        Assert.Empty(state.TemplateKey);
        Assert.Null(state.Values);
        Assert.Equal([Plain, Rich], state.Templates(Choices));
    }

    [Fact]
    public void Differences_OfEachField_AreNamed()
    {
        var state = new WordingState(Saved, Choices) { Name = "June" };
        state.ChooseNumber(Choices, Two.PhoneNumberId);
        state.Choose(Choices, WordingState.KeyOf(Plain));
        state.Values!["body.1"] = "x";

        Assert.Equal([nameof(EditingTexts.NameField), nameof(EditingTexts.NumberField), nameof(EditingTexts.TemplateField), nameof(EditingTexts.PlacesField)], state.Differences(Saved));
    }

    [Fact]
    public void FurtherNumbers_OfAnotherFirstNumber_StayOnlyWhereTheyGoTogether()
    {
        var (also, unknown) = (new NumberChoice("3", "Three", "+3", Limit, "a"), new NumberChoice("4", "Four", "+4", Limit));
        var choices = new CampaignChoices([One, Two, also, unknown], [Order, Plain, Rich]);
        var state = new WordingState(Saved, choices);
        Assert.Equal([also, unknown], state.Companions(choices));

        state.AlsoSend(also, sends: true);
        state.AlsoSend(unknown, sends: true);
        Assert.Equal(["3", "4"], state.ToSketch().FurtherNumbers);
        Assert.Equal([nameof(EditingTexts.NumberField)], state.Differences(Saved));
        state.ChooseNumber(choices, Two.PhoneNumberId);

        Assert.Equal(["4"], state.ToSketch().FurtherNumbers);
        // One that was chosen before its account was known stays in sight, so that it can be taken out.
        var known = choices with { Numbers = [Two, unknown with { BusinessAccountId = "c" }] };
        Assert.Equal(["4"], state.Companions(known).Select(n => n.PhoneNumberId));
        state.AlsoSend(unknown, sends: false);
        Assert.Empty(state.ToSketch().FurtherNumbers);
    }

    [Fact]
    public void FurtherNumbers_AreOfTheHead()
    {
        var theirs = Saved with { Numbers = [new CampaignNumber(One.PhoneNumberId, "One", "+1"), new CampaignNumber("3", "Three", "+3")] };
        var state = new WordingState(Saved, Choices);

        Assert.False(state.IsSameHead(theirs));
        Assert.True(state.IsSameMessage(theirs));
        state.TakeHead(theirs);
        Assert.Equal(["3"], state.ToSketch().FurtherNumbers);
    }
}
