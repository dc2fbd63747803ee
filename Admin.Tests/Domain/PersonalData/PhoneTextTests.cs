using System.Text;
using Admin.Domain.PersonalData;

namespace Admin.Tests.Domain.PersonalData;

public sealed class PhoneTextTests
{
    private static readonly PhoneText Brazilian = new(["+5511987654321", "+551187654321"]);
    private static readonly PhoneText American = new(["+12025550143"]);

    [Theory]
    [InlineData("+5511987654321")]
    [InlineData("5511987654321")]
    [InlineData("+55 11 98765-4321")]
    [InlineData("+55 (11) 98765.4321")]
    [InlineData("(11) 98765-4321")]
    [InlineData("11987654321")]
    [InlineData("551187654321")]
    [InlineData("SELECT * FROM people WHERE phone = '11 8765-4321';")]
    public void IsIn_HoweverItIsWritten_FindsIt(string text)
    {
        Assert.True(Brazilian.IsIn(text));
        Assert.False(Brazilian.IsIn(Brazilian.Without(text)));
        Assert.Contains(Brazilian.Tail, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("98765-4321")]
    [InlineData("5511987654322")]
    [InlineData("15511987654321")]
    [InlineData("55119876543210")]
    [InlineData("order 987654321")]
    public void IsIn_SomethingElse_DoesNot(string? text) => Assert.False(Brazilian.IsIn(text));

    [Fact]
    public void Without_LeavesTheRestOfTheTextAlone() =>
        Assert.Equal("-- asked by •••••\nSELECT 1 -- 42", Brazilian.Without("-- asked by +55 11 98765-4321\nSELECT 1 -- 42"));

    [Theory]
    [InlineData("+1 202 555 0143", true)]
    [InlineData("(202) 555-0143", true)]
    [InlineData("555-0143", false)]
    public void IsIn_CountryCodeOfOneDigit_IsTakenOffAsOne(string text, bool found) => Assert.Equal(found, American.IsIn(text));

    [Theory]
    [InlineData("{\"recipient_id\":\"5511987654321\"}", true)]
    [InlineData("{\"wa_id\":\"551187654321\"}", true)]
    [InlineData("{\"wa_id\":\"5511987654322\"}", false)]
    public void IsIn_BytesOfAWebhook_FindsItsId(string body, bool found) => Assert.Equal(found, Brazilian.IsIn(Encoding.UTF8.GetBytes(body)));
}
