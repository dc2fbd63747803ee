using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;

namespace Admin.Tests.Domain.Messaging.Contacts;

public sealed class ContactRulesTests
{
    private static readonly DateTime Now = new(2026, 11, 26, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("  João   da SILVA ", "joao da silva")]
    [InlineData("Ångström", "angstrom")]
    [InlineData("", "")]
    public void SearchKey_OfAName_HasNoAccentsAndNoCase(string name, string key) => Assert.Equal(key, SearchKey.Of(name));

    [Theory]
    [InlineData("Ana Souza", "A•••••")]
    [InlineData("élio", "É•••••")]
    [InlineData(" ", "")]
    public void NameMask_OfAName_LeavesTheInitial(string name, string masked) => Assert.Equal(masked, NameMask.Of(name));

    [Theory]
    [InlineData(ConsentState.Unknown, null, ConsentState.Given, 0, true)]
    [InlineData(ConsentState.Given, 0, ConsentState.Withdrawn, 1, true)]
    [InlineData(ConsentState.Withdrawn, 0, ConsentState.Given, 1, true)]
    [InlineData(ConsentState.Withdrawn, 0, ConsentState.Given, -1, false)]
    [InlineData(ConsentState.Withdrawn, 0, ConsentState.Given, 0, false)]
    [InlineData(ConsentState.Given, 0, ConsentState.Withdrawn, 0, true)]
    public void Hear_ByWhenItWasSaid_TheLatestCounts(ConsentState first, int? firstDay, ConsentState then, int thenDay, bool counts)
    {
        foreach (var purpose in Enum.GetValues<ConsentPurpose>())
        {
            var contact = AContact();
            if (firstDay is { } day)
                contact.Hear(purpose, first, Now.AddDays(day), Now);

            Assert.Equal(counts, contact.Hear(purpose, then, Now.AddDays(thenDay), Now));

            Assert.Equal(counts ? then : first, contact.ConsentTo(purpose));
            Assert.Equal(Now.AddDays(counts ? thenDay : firstDay!.Value), contact.ConsentAt(purpose));
            Assert.Equal(ConsentState.Unknown, contact.ConsentTo(purpose == ConsentPurpose.Marketing ? ConsentPurpose.Utility : ConsentPurpose.Marketing));
        }
    }

    [Theory]
    [InlineData(ConsentState.Unknown, "website form", 0, "consent_state_invalid")]
    [InlineData(ConsentState.Given, " x ", 0, "consent_source_invalid")]
    [InlineData(ConsentState.Given, null, 0, "consent_source_invalid")]
    [InlineData(ConsentState.Given, "website form", 60, "consent_time_invalid")]
    [InlineData(ConsentState.Withdrawn, "website form", -60, null)]
    public void CheckConsent_SaysWhatIsWrong(ConsentState state, string? source, int minutes, string? code) =>
        Assert.Equal(code, ContactRules.CheckConsent(new ConsentDraft(ConsentPurpose.Marketing, state, source, Now.AddMinutes(minutes)), Now)?.Code);

    [Fact]
    public void Fields_AsGiven_AreTrimmedLowerAndWithoutEmptyOnes()
    {
        var fields = ContactFields.Of([Field(" City ", " São Paulo "), Field("order", ""), Field("NAME", "Ana")]).Value;

        Assert.Equal("""{"city":"São Paulo","name":"Ana"}""", fields.ToJson());
        Assert.Equal("Ana", fields.Name);
        Assert.Equal(fields.Values, ContactFields.Parse(fields.ToJson()).Values);
    }

    [Theory]
    [InlineData("phone", "contact_field_name_invalid")]
    [InlineData("a\"b", "contact_field_name_invalid")]
    [InlineData("{{x}}", "contact_field_name_invalid")]
    [InlineData("", "contact_field_name_invalid")]
    public void Fields_OfABadName_AreRefused(string name, string code) => Assert.Equal(code, ContactFields.Of([Field(name, "x")]).Error!.Code);

    [Fact]
    public void Fields_RepeatedOrTooMuch_AreRefused()
    {
        Assert.Equal("contact_field_repeated", ContactFields.Of([Field("a", "1"), Field("A", "2")]).Error!.Code);
        Assert.Equal("contact_fields_too_many", ContactFields.Of(Enumerable.Range(0, 51).Select(i => Field($"f{i}", "x"))).Error!.Code);
        Assert.Equal("contact_name_too_long", ContactFields.Of([Field("name", new string('a', 201))]).Error!.Code);
        Assert.Equal("contact_fields_too_long", ContactFields.Of([Field("a", new string('a', 4000))]).Error!.Code);
    }

    [Fact]
    public void ReadFields_WhatADraftDoesNotName_Stays()
    {
        var current = ContactFields.Of([Field("name", "Ana"), Field("city", "Campinas")]).Value;

        Assert.Equal(current.ToJson(), ContactRules.ReadFields(new ContactDraft(), current).Value.ToJson());
        Assert.Equal("""{"city":"Campinas","name":"Bia"}""", ContactRules.ReadFields(new ContactDraft(Name: "Bia"), current).Value.ToJson());
        Assert.Equal("""{"city":"Campinas"}""", ContactRules.ReadFields(new ContactDraft(Name: ""), current).Value.ToJson());
        Assert.Equal("""{"name":"Ana","order":"1"}""", ContactRules.ReadFields(new ContactDraft(Fields: [Field("order", "1")]), current).Value.ToJson());
        Assert.Equal("""{"name":"Caio"}""", ContactRules.ReadFields(new ContactDraft(Fields: [Field("Name", "Caio")]), current).Value.ToJson());
    }

    [Fact]
    public void ReadTags_RepeatedInOtherLetters_AreOne()
    {
        Assert.Equal(["VIP", "new"], ContactRules.ReadTags([" VIP", "vip ", "new"]).Value);
        Assert.Equal("contact_tag_invalid", ContactRules.ReadTags(["a,b"]).Error!.Code);
        Assert.Equal("contact_tags_too_many", ContactRules.ReadTags([.. Enumerable.Range(0, 51).Select(i => $"t{i}")]).Error!.Code);
    }

    private static Contact AContact() => Contact.Create(OrganizationId.Platform, "+5511987654321", ContactFields.None, Now);

    private static KeyValuePair<string, string?> Field(string name, string? text) => KeyValuePair.Create(name, text);
}
