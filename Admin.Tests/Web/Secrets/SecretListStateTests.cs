using Admin.Domain.Secrets;
using Admin.Web.Features.Secrets;

namespace Admin.Tests.Web.Secrets;

public sealed class SecretListStateTests
{
    [Fact]
    public void Url_OfAnyState_ParsesBackToIt()
    {
        var state = new SecretListState
        {
            Text = "a&b",
            Kind = SecretKind.WhatsappToken,
            Provider = "fernet",
            Tag = "prod",
            Chatbot = Guid.Parse("0198f2e0-0000-7000-8000-00000000000a"),
            Expiry = SecretExpiry.Expired,
            Attention = SecretAttention.Stale,
            Deleted = true,
            Number = 3,
        };

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(new Uri("http://x" + state.Url("acme")).Query);
        string? Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : null;

        Assert.Equal(state, SecretListState.Parse(Of("q"), Of("kind"), Of("provider"), Of("tag"), Of("chatbot"), Of("expires"), Of("attention"), Of("deleted"), Of("page")));
    }

    [Fact]
    public void Url_OfTheWholeList_HasNoQuery() => Assert.Equal("/o/acme/secrets", new SecretListState().Url("acme"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("99999999999")]
    public void Parse_Nonsense_IsLeftOut(string text) =>
        Assert.Equal(new SecretListState(), SecretListState.Parse(" ", text, "", null, text, text, text, text, text));

    [Fact]
    public void IsFiltered_OnlyAPageNumber_IsNot()
    {
        Assert.False(new SecretListState { Number = 2, Deleted = true }.IsFiltered);
        Assert.True(new SecretListState { Tag = "x" }.IsFiltered);
    }
}
