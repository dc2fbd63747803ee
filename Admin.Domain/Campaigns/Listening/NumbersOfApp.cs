using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>
/// The numbers that what one app signed may touch: those that it names and that belong to it. What is not found here has no effect.
/// </summary>
internal sealed class NumbersOfApp
{
    private static readonly TenantScope Scope = TenantScope.All("the number named by a webhook decides whose it is");

    private readonly Dictionary<string, Number> _byId;
    private readonly IReadOnlyList<Number> _all;
    private readonly bool _isOwn;

    private NumbersOfApp(IReadOnlyList<Number> all, bool isOwn)
    {
        (_all, _isOwn) = (all, isOwn);
        _byId = all.ToDictionary(n => n.PhoneNumberId, StringComparer.Ordinal);
    }

    /// <summary>Reads those that are named by id; all of the app's where something is told of phone numbers or business accounts, which is rare.</summary>
    public static async Task<NumbersOfApp> ReadAsync(IAdminDb adminDb, WhatsAppAppId app, IReadOnlyCollection<WebhookContent> contents, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var rows = db.Set<Number>().AsNoTracking();
        rows = app == WhatsAppAppId.Platform ? rows.Where(n => n.AppId == null) : rows.Where(n => n.AppId == app);
        if (contents.All(c => c.Templates.Count + c.NumberNews.Count + c.Accounts.Count == 0))
        {
            var ids = contents.SelectMany(c => c.Numbers).Distinct(StringComparer.Ordinal).ToList();
            rows = rows.Where(n => EF.Parameter(ids).Contains(n.PhoneNumberId));
        }

        return new NumbersOfApp(await rows.ToListAsync(ct), app != WhatsAppAppId.Platform);
    }

    public Number? Find(string phoneNumberId) => _byId.GetValueOrDefault(phoneNumberId);

    /// <summary>
    /// Those that were named under this business account before; of an organization's own app also those of which no account is known,
    /// because all of its numbers are the organization's.
    /// </summary>
    public IEnumerable<Number> OfAccount(string accountId) => _all.Where(n => n.BusinessAccountId == accountId || (_isOwn && n.BusinessAccountId is null));

    /// <summary>The one with this phone number, unless another business account is known to have it.</summary>
    public Number? WithDigits(string digits, string accountId) =>
        _all.FirstOrDefault(n => string.Concat(n.DisplayPhoneNumber.Where(char.IsAsciiDigit)) == digits && (n.BusinessAccountId ?? accountId) == accountId);
}
