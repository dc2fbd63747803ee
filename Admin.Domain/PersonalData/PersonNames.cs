using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>What a person is called, by which texts that people wrote are searched as well.</summary>
internal static class PersonNames
{
    /// <summary>Null when no contact says.</summary>
    public static Task<string?> OfAsync(AdminDbContext db, string phone, CancellationToken ct)
    {
        var phones = CanonicalPhone.SpellingsOf(phone);
        return db.Set<Contact>().Where(c => EF.Parameter(phones).Contains(c.Phone) && c.Name != "").OrderBy(c => c.CreatedAt).Select(c => (string?)c.Name).FirstOrDefaultAsync(ct);
    }
}
