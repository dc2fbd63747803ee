using Admin.Domain.Campaigns;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging;

/// <summary>Phones as somebody of an organization writes them: without a country code they are of the organization's region.</summary>
internal static class PhoneInput
{
    /// <summary>Canonical E.164, or null when it is no phone.</summary>
    public static async Task<string?> ReadAsync(this IPhoneNumbers phones, AdminDbContext db, OrganizationId organization, string? phone, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(phone))
            return null;
        var region = await db.Set<Organization>().Where(o => o.Id == organization).Select(o => o.DefaultRegion).FirstAsync(ct);
        return phones.Normalize(phone, region);
    }
}
