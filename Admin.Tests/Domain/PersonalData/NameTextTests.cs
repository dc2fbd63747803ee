using Admin.Domain.PersonalData;

namespace Admin.Tests.Domain.PersonalData;

public sealed class NameTextTests
{
    private static readonly NameText Name = NameText.Of("Zoé Conceição Müller")!;

    [Theory]
    [InlineData("Zoé Conceição Müller")]
    [InlineData("ZOÉ CONCEIÇÃO MÜLLER")]
    [InlineData("zoe conceicao muller")]
    [InlineData("zoe_conceicao-muller.csv")]
    [InlineData("SELECT * FROM people WHERE name = 'Zoé  Conceição Müller';")]
    [InlineData("Zoe\u0301 Conceic\u0327a\u0303o Mu\u0308ller")]
    [InlineData("ZoeConceicaoMuller")]
    public void IsIn_HoweverItIsWritten_FindsIt(string text)
    {
        Assert.True(Name.IsIn(text));
        Assert.False(Name.IsIn(Name.Without(text)));
    }

    [Theory]
    [InlineData("Nguyễn Văn An", "nguyen van an")]
    [InlineData("Андрей Иванов", "АНДРЕЙ ИВАНОВ")]
    [InlineData("김 철수", "김철수")]
    [InlineData("Γιάννης Παπάς", "Γιαννης Παπας")]
    public void IsIn_ANameOfAnyScript_FindsItAsItIsAndWithoutItsMarks(string name, string other)
    {
        var text = NameText.Of(name)!;
        Assert.True(text.IsIn(name));
        Assert.True(text.IsIn(other));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Zoé")]
    [InlineData("Zoé Müller")]
    [InlineData("Zoé Conceição Müllers")]
    [InlineData("Zoé was here; Conceição Müller was not")]
    public void IsIn_SomebodyElse_DoesNot(string text) => Assert.False(Name.IsIn(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Maria")]
    [InlineData("  42 ")]
    public void Of_WhatTellsNobodyApart_IsNone(string? name) => Assert.Null(NameText.Of(name));

    [Fact]
    public void Without_LeavesTheRestOfTheTextAlone() => Assert.Equal("list of •••••.csv", Name.Without("list of Zoé Conceição Müller.csv"));

    [Fact]
    public void Like_HoldsOnlyLettersThatAreWrittenAlike() => Assert.Equal("%%%%%%%%%%%", Name.Like);
}
