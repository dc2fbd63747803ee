using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>Bounds of what one call may do to contacts, and how its texts are read.</summary>
public static class ContactRules
{
    /// <summary>Tags of one contact, and of one act.</summary>
    public const int MaxTags = 50;

    /// <summary>Contacts that one act names one by one; a filter may match any number.</summary>
    public const int MaxTicked = 1_000;

    public const int ConsentSourceMinLength = 3;

    /// <summary>The clock of whoever wrote it down may be ahead by this much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Tags as they were given: trimmed, without repeats (of the same word in other letters the first stays).</summary>
    public static Result<IReadOnlyList<string>> ReadTags(IReadOnlyList<string> given)
    {
        if (!given.All(ContactTag.IsName))
            return ContactErrors.TagInvalid;
        var tags = given.Select(t => t.Trim()).DistinctBy(Names.Normalize, StringComparer.Ordinal).ToList();
        return tags.Count > MaxTags ? ContactErrors.TooManyTags : tags;
    }

    /// <summary>Whether a text can say where somebody consented.</summary>
    public static bool IsConsentSource(string? text) =>
        text?.Trim() is { Length: >= ConsentSourceMinLength and <= ConsentEntry.SourceMaxLength } source && !source.Any(char.IsControl);

    /// <summary>What is wrong with a consent that somebody wants to write down; null when nothing is.</summary>
    public static Error? CheckConsent(ConsentDraft draft, DateTime now)
    {
        List<Error> faults = [];
        if (draft.State is not (ConsentState.Given or ConsentState.Withdrawn))
            faults.Add(ContactErrors.ConsentStateInvalid);
        if (!IsConsentSource(draft.Source))
            faults.Add(ContactErrors.ConsentSourceInvalid);
        if (draft.At is { } at && at.ToUniversalTime() > now + Skew)
            faults.Add(ContactErrors.ConsentTimeInvalid);
        return Error.Join(faults);
    }

    /// <summary>
    /// The fields that a draft leaves: what it does not name stays. Given fields replace all others but the name, which
    /// <see cref="ContactDraft.Name"/> says, or else a field of that name.
    /// </summary>
    public static Result<ContactFields> ReadFields(ContactDraft draft, ContactFields current)
    {
        var given = draft.Fields ?? current.Values.Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)).ToList();
        var others = given.Where(f => !IsName(f.Key)).ToList();
        var name = draft.Name ?? given.Where(f => IsName(f.Key)).Select(f => f.Value).FirstOrDefault() ?? (draft.Fields is null ? null : current.Name);
        return ContactFields.Of(others.Append(KeyValuePair.Create(ContactFields.NameField, name)));
    }

    private static bool IsName(string field) => string.Equals(field.Trim(), ContactFields.NameField, StringComparison.OrdinalIgnoreCase);
}
