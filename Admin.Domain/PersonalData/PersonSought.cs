using Admin.Domain.Messaging;
using Admin.Domain.Organizations;

namespace Admin.Domain.PersonalData;

/// <summary>Whose data is looked for: one person of one organization.</summary>
public sealed class PersonSought
{
    /// <param name="phone">E.164, canonical.</param>
    /// <param name="name">As the contact has it; null or empty when nobody told it.</param>
    public PersonSought(OrganizationId organization, string phone, string? name, PersonSeal seal)
    {
        Organization = organization;
        Phone = phone;
        Phones = CanonicalPhone.SpellingsOf(phone);
        Text = new PhoneText(Phones);
        Name = NameText.Of(name);
        Seal = seal;
    }

    public OrganizationId Organization { get; }

    public string Phone { get; }

    /// <summary>The phone as different programs write it, E.164 each.</summary>
    public IReadOnlyList<string> Phones { get; }

    public PhoneText Text { get; }

    /// <summary>Null where the name is not known, or tells nobody apart.</summary>
    public NameText? Name { get; }

    public string Mark => MarkOf(Phone);

    private PersonSeal Seal { get; }

    public string MarkOf(string phone) => Seal.Mark(Organization, phone);

    /// <summary>Whether a text that people wrote names the person, by phone or by name.</summary>
    public bool IsIn(string? text) => text is not null && (Text.IsIn(text) || Name?.IsIn(text) == true);

    public string Without(string text)
    {
        var rest = Text.Without(text);
        return Name?.Without(rest) ?? rest;
    }
}
