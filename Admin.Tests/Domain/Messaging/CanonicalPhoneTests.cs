using Admin.Domain.Messaging;
using Admin.Infrastructure.Campaigns;

namespace Admin.Tests.Domain.Messaging;

public sealed class CanonicalPhoneTests
{
    [Theory]
    [InlineData("+551187654321", "+5511987654321")]
    [InlineData("+5511987654321", "+5511987654321")]
    [InlineData("+552167654321", "+5521967654321")]
    [InlineData("+551132654321", "+551132654321")]
    [InlineData("+558572654321", "+5585972654321")]
    [InlineData("+5215512345678", "+525512345678")]
    [InlineData("+525512345678", "+525512345678")]
    [InlineData("+14155550123", "+14155550123")]
    [InlineData("+351912345678", "+351912345678")]
    public void Of_AnySpelling_IsTheOneThatIsStored(string written, string canonical)
    {
        Assert.Equal(canonical, CanonicalPhone.Of(written));
        Assert.Equal(canonical, CanonicalPhone.Of(CanonicalPhone.Of(written)));
        Assert.Equal(canonical, CanonicalPhone.SpellingsOf(written)[0]);
        Assert.Contains(written, CanonicalPhone.SpellingsOf(written));
    }

    [Theory]
    [InlineData("+55 11 98765-4321", "+5511987654321")]
    [InlineData("+55 11 8765-4321", "+5511987654321")]
    [InlineData("(11) 8765-4321", "+5511987654321")]
    [InlineData("011 98765-4321", "+5511987654321")]
    [InlineData("551187654321", "+5511987654321")]
    [InlineData("11 3265-4321", "+551132654321")]
    [InlineData("+1 415 555 0123", "+14155550123")]
    [InlineData("+1 415-867-5309", "+14158675309")]
    [InlineData("12345", null)]
    [InlineData("call me", null)]
    public void Normalize_WhatPeopleWriteInBrazil_IsCanonical(string written, string? expected) =>
        Assert.Equal(expected, new LibPhoneNumbers().Normalize(written, "BR"));
}
