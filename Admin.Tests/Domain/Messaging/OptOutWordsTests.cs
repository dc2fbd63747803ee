using Admin.Domain.Messaging;

namespace Admin.Tests.Domain.Messaging;

public sealed class OptOutWordsTests
{
    [Theory]
    [InlineData("SAIR")]
    [InlineData("sair")]
    [InlineData("  Sair\n")]
    [InlineData("\"Sair!\"")]
    [InlineData("sair.")]
    [InlineData("SAIR \U0001F64F")]
    [InlineData("S\u00c1IR")]
    [InlineData("sa\u0301ir")]
    [InlineData("\u200bparar\u00a0")]
    [InlineData("stop")]
    [InlineData("\uff33\uff34\uff2f\uff30")]
    public void IsSaid_TheWordAsAWholeMessage_IsMeant(string text) => Assert.True(OptOutWords.Default.IsSaid(text));

    [Theory]
    [InlineData("quero sair hoje")]
    [InlineData("não quero sair")]
    [InlineData("SAIRAM")]
    [InlineData("S A I R")]
    [InlineData("stop it")]
    [InlineData("!!!")]
    [InlineData("")]
    [InlineData(null)]
    public void IsSaid_AnythingElse_IsNot(string? text) => Assert.False(OptOutWords.Default.IsSaid(text));

    [Theory]
    [InlineData("Stop promotions", "Stop promotions", true)]
    [InlineData("opt_out", "Não quero mais", true)]
    [InlineData("menu_2", "Sair", true)]
    [InlineData("menu_2", "Ver pedidos", false)]
    [InlineData(null, null, false)]
    public void IsPressed_ByPayloadOrText_IsMeant(string? payload, string? text, bool meant) =>
        Assert.Equal(meant, OptOutWords.Default.IsPressed(payload, text));

    [Fact]
    public void Read_RepeatedAndEmptyWords_AreLeftOut()
    {
        var read = OptOutWords.Read([" Baja ", "", "BAJA!", "não mais", null]);

        Assert.Equal(["Baja", "não mais"], read.Value.Words);
        Assert.True(OptOutWords.Of(read.Value.ToString()).IsSaid("NAO  MAIS"));
        Assert.False(read.Value.IsSaid("SAIR"));
    }

    [Fact]
    public void Read_NothingLeftOrTooMuch_IsRefused()
    {
        Assert.All(
            new IReadOnlyList<string?>[] { [], [" ", null], ["!!"], [new string('a', 41)], [.. Enumerable.Range(0, 21).Select(i => $"word{i}")], ["a\u0001b"] },
            given => Assert.Equal("opt_out_keywords_invalid", OptOutWords.Read(given).Error!.Code));
    }

    [Theory]
    [InlineData("5511987654321", "+5511987654321", "+551187654321")]
    [InlineData("551187654321", "+5511987654321", "+551187654321")]
    [InlineData("551132654321", "+551132654321", null)]
    [InlineData("5215512345678", "+525512345678", "+5215512345678")]
    [InlineData("525512345678", "+525512345678", "+5215512345678")]
    [InlineData("14155550123", "+14155550123", null)]
    public void PhonesOf_AnId_AreTheNumbersThatItCanStandFor(string waId, string first, string? second) =>
        Assert.Equal(second is null ? [first] : [first, second], WaIds.PhonesOf(waId));

    [Theory]
    [InlineData("BR.1234567890")]
    [InlineData("0123456789")]
    [InlineData("123")]
    [InlineData("")]
    [InlineData(null)]
    public void PhonesOf_WhatIsNoPhone_AreNone(string? waId) => Assert.Empty(WaIds.PhonesOf(waId));
}
