using System.Text.RegularExpressions;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Tests.Support;
using Admin.Web.Features.Campaigns;

namespace Admin.Tests.Web.Campaigns;

/// <summary>Every code of the error table is said in words and has advice, in both languages.</summary>
public sealed partial class FailureWordsTests
{
    // Read from the table itself, so that a code which is added there fails here by its number.
    public static TheoryData<string> Codes => [.. Literal().Matches(Table()).Select(m => m.Value).Where(c => c is not "299").Distinct()];

    public static TheoryData<WhatsAppErrorClass> Classes => [.. Enum.GetValues<WhatsAppErrorClass>()];

    [Fact]
    public void Codes_OfTheTable_AreFound() => Assert.True(Codes.Count > 50, "The search for codes finds too few; did the table's form change?");

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_OfTheTable_HasWords(string code)
    {
        foreach (var culture in new[] { "en", "pt-BR" })
        {
            using var here = new InCulture(culture);
            var texts = Localizers.Of<FailureTexts>();

            Assert.NotEqual(texts[nameof(FailureTexts.Means_unknown)], FailureWords.Means(texts, code));
        }
    }

    [Theory]
    [MemberData(nameof(Classes))]
    public void Class_OfTheTable_HasAdvice(WhatsAppErrorClass of) =>
        Assert.False(Localizers.Of<FailureTexts>()["Class_" + SnakeCase.Of(of)].ResourceNotFound);

    [Theory]
    [InlineData("255")]
    [InlineData("299")]
    public void Code_OfTheRangeOfPermissions_IsSaidAsOne(string code)
    {
        using var here = new InCulture("en");

        Assert.Equal("a permission is missing", FailureWords.Means(Localizers.Of<FailureTexts>(), code));
    }

    [Theory]
    [InlineData(RecipientState.Failed, "130472", "Another try of this campaign changes nothing")]
    [InlineData(RecipientState.Failed, "131026", "Check the phone")]
    [InlineData(RecipientState.Ambiguous, "timeout", "send again, or count as sent")]
    [InlineData(RecipientState.Failed, "unknown", "single recipients")]
    public void Advice_OfAReason_IsItsOwnOrThatOfItsClass(RecipientState state, string code, string words)
    {
        using var here = new InCulture("en");

        Assert.Contains(words, FailureWords.Do(Localizers.Of<FailureTexts>(), ReasonCounter.Of(state, code, 1)), StringComparison.Ordinal);
    }

    private static string Table()
    {
        var source = File.ReadAllText(Path.Combine(Solution.Path, "Admin.Domain", "Messaging", "WhatsAppErrors.cs"));
        var start = source.IndexOf("Classify(int code)", StringComparison.Ordinal);
        return source[start..source.IndexOf("};", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"(?<![\w])\d+(?![\w])")]
    private static partial Regex Literal();
}
