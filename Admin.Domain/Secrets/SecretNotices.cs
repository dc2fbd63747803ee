using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Notices;

namespace Admin.Domain.Secrets;

/// <summary>What an organization is told about its secrets.</summary>
public static class SecretNotices
{
    /// <summary>An encryption provider that the organization's secrets need is away: told once for each outage.</summary>
    /// <param name="code">Why, as an error's code.</param>
    /// <param name="since">When the outage began; the same for everybody who tells of it.</param>
    public static NoticeDraft ProviderFailing(string provider, string code, DateTime since) =>
        Of(NoticeKinds.ProviderFailing, $"{provider}:{NoticeDetails.Text(since)}", ("provider", provider), ("code", code), ("since", NoticeDetails.Text(since))) with
        {
            SubjectType = "provider",
            SubjectId = provider,
        };

    /// <summary>The nearest of the reminders that the secret has reached, or that it has expired; null while there is time.</summary>
    internal static NoticeDraft? Expiry(SecretDue secret, DateTime now)
    {
        var at = secret.At;
        if (at <= now)
            return OfSecret(NoticeKinds.SecretExpired, secret, Day(at), ("expires_at", NoticeDetails.Text(at)));
        return ReminderSteps.Reached(at, now) is { } days
            ? OfSecret(NoticeKinds.SecretExpiring, secret, ExpiringKey(at, days), ("expires_at", NoticeDetails.Text(at)), ("days", Number(days)))
            : null;
    }

    /// <summary>A new value was due; told once for each date.</summary>
    internal static NoticeDraft Overdue(SecretDue secret, int days) =>
        OfSecret(NoticeKinds.SecretOverdue, secret, Day(secret.At), ("due_at", NoticeDetails.Text(secret.At)), ("rotation_days", Number(days)));

    /// <summary>The keys of all that can have been told of a secret with these dates.</summary>
    internal static IEnumerable<string> Keys(SecretId id, DateTime? expiresAt, DateTime? rotationDueAt)
    {
        if (expiresAt is { } end)
        {
            yield return Key(NoticeKinds.SecretExpired, id, Day(end));
            foreach (var days in ReminderSteps.Days)
                yield return Key(NoticeKinds.SecretExpiring, id, ExpiringKey(end, days));
        }

        if (rotationDueAt is { } due)
            yield return Key(NoticeKinds.SecretOverdue, id, Day(due));
    }

    internal static NoticeDraft ManyReveals(PersonId person, string name, int count, DateTime now) =>
        Of(NoticeKinds.ManyReveals, $"{person}:{NoticeDetails.Text(now)}", ("person_name", name), ("count", Number(count))) with
        {
            SubjectType = "person",
            SubjectId = person.ToString(),
            Except = person,
        };

    private static NoticeDraft OfSecret(NoticeKind kind, SecretDue secret, string key, params (string Key, string Value)[] details) =>
        Of(kind, OfSecretKey(secret.Id, key), [("name", secret.Name), .. details]) with
        {
            SubjectType = SecretActs.Subject,
            SubjectId = secret.Id.ToString(),
            Also = secret.Owner,
        };

    private static NoticeDraft Of(NoticeKind kind, string key, params (string Key, string Value)[] details) =>
        new(kind, Key(kind, key), details.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal));

    private static string Key(NoticeKind kind, SecretId id, string key) => Key(kind, OfSecretKey(id, key));

    private static string Key(NoticeKind kind, string key) => $"{kind.Name}:{key}";

    private static string OfSecretKey(SecretId id, string key) => $"{id}:{key}";

    private static string ExpiringKey(DateTime at, int days) => $"{Day(at)}:{Number(days)}";

    // A date moved within its day is the same date.
    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
