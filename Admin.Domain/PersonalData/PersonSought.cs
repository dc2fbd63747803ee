using Admin.Domain.Messaging;
using Admin.Domain.Organizations;

namespace Admin.Domain.PersonalData;

/// <summary>Whose data is looked for: one person of one organization.</summary>
public sealed class PersonSought
{
    /// <param name="phone">E.164, canonical.</param>
    public PersonSought(OrganizationId organization, string phone, PersonSeal seal)
    {
        Organization = organization;
        Phone = phone;
        Phones = CanonicalPhone.SpellingsOf(phone);
        Text = new PhoneText(Phones);
        Seal = seal;
    }

    public OrganizationId Organization { get; }

    public string Phone { get; }

    /// <summary>The phone as different programs write it, E.164 each.</summary>
    public IReadOnlyList<string> Phones { get; }

    public PhoneText Text { get; }

    public string Mark => MarkOf(Phone);

    private PersonSeal Seal { get; }

    public string MarkOf(string phone) => Seal.Mark(Organization, phone);
}
