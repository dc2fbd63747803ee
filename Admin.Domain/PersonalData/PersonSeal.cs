using System.Buffers.Text;
using System.Text;
using Admin.Domain.Auditing;
using Admin.Domain.Organizations;

namespace Admin.Domain.PersonalData;

/// <summary>
/// What stands for a phone when the phone is gone: the same for the same phone of an organization, made with the audit's key, the one
/// that lies outside the database and is never changed, so that nobody with the database alone finds the phone by trying all of them.
/// </summary>
public sealed class PersonSeal(IAuditSeal seal)
{
    // Begins as no audit entry does, which is JSON: nothing that is sealed there can ever be a mark here.
    private const string Purpose = "person mark ";

    /// <returns>A <see cref="PersonMark"/>: as long as a phone may be, and never one.</returns>
    public string Mark(OrganizationId organization, string phone)
    {
        var sealed256 = Convert.FromHexString(seal.Seal(Encoding.UTF8.GetBytes($"{Purpose}{organization} {phone}")));
        return PersonMark.First + Base64Url.EncodeToString(sealed256)[..(PersonMark.Length - PersonMark.First.Length)];
    }
}
