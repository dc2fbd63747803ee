using System.Collections;
using System.Globalization;
using System.Resources;
using Admin.Domain.Accounts;

namespace Admin.Tests.Domain.Accounts;

public sealed class AccountRulesTests
{
    [Theory]
    [InlineData("elevenchars", "password_too_short")]
    [InlineData("aaaaaaaaaaaaaaaa", "password_too_simple")]
    [InlineData("anamaria1234", "password_too_simple")]
    [InlineData("a few words in a row", null)]
    [InlineData("anamaria likes long walks", null)]
    [InlineData(null, "password_too_short")]
    public void Password_Checked_SaysWhatIsWrong(string? password, string? code) =>
        Assert.Equal(code, PasswordRules.Check(password, "anamaria@acme.test")?.Code);

    [Fact]
    public void Password_TooLong_IsRefused() =>
        Assert.Equal(AccountErrors.PasswordTooLong, PasswordRules.Check(string.Concat(Enumerable.Repeat("abcdefgh", 20)), "ana@acme.test"));

    [Theory]
    [InlineData(" ana@acme.test ", "ana@acme.test")]
    [InlineData("Ana <ana@acme.test>", null)]
    [InlineData("ana", null)]
    [InlineData("ana@acme.test\nBcc: x@y.test", null)]
    [InlineData("", null)]
    public void Email_Parsed_TakesPlainAddressesOnly(string text, string? expected) =>
        Assert.Equal(expected, Emails.TryParse(text, out var email) ? email : null);

    [Theory]
    [InlineData("Admin.Domain.Accounts.AccountMailTexts")]
    [InlineData("Admin.Domain.Accounts.InvitationMailTexts")]
    [InlineData("Admin.Domain.Notices.NoticeMailTexts")]
    public void MailTexts_InBothLanguages_HaveTheSameKeys(string name)
    {
        var texts = new ResourceManager(name, typeof(AccountMails).Assembly);
        var english = Keys(texts, CultureInfo.InvariantCulture);

        Assert.NotEmpty(english);
        Assert.Equal(english, Keys(texts, CultureInfo.GetCultureInfo("pt-BR")));
    }

    private static List<string> Keys(ResourceManager texts, CultureInfo culture) =>
        [.. texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
}
