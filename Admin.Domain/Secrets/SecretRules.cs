using System.Buffers;
using System.Globalization;
using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets;

/// <summary>What a secret's fields may hold. Pure.</summary>
internal static class SecretRules
{
    public static Error? Check(SecretDraft draft, DateTime now)
    {
        List<Error> faults = [];
        CheckName(draft.Name, faults);
        if (draft.Value is null)
            faults.Add(SecretErrors.ValueRequired);
        else
            CheckValue(draft.Value, faults);
        CheckDescription(draft.Description, faults);
        CheckNote(draft.Note, faults);
        CheckTags(draft.Tags, faults);
        CheckExpiry(draft.ExpiresAt, now, faults);
        CheckRotation(draft.RotationDays, faults);
        return Error.Join(faults);
    }

    public static Error? Check(SecretChange change, DateTime now)
    {
        List<Error> faults = [];
        if (change.Name.Is)
            CheckName(change.Name.Value, faults);
        if (change.Value is { } value)
            CheckValue(value, faults);
        CheckDescription(change.Description.Value, faults);
        CheckNote(change.Note, faults);
        CheckTags(change.Tags.Value ?? [], faults);
        CheckExpiry(change.ExpiresAt.Value, now, faults);
        CheckRotation(change.RotationDays.Value, faults);
        CheckGrace(change.GraceHours, faults);
        return Error.Join(faults);
    }

    public static Error? Check(SecretRotation rotation)
    {
        List<Error> faults = [];
        CheckValue(rotation.Value, faults);
        CheckNote(rotation.Note, faults);
        CheckGrace(rotation.GraceHours, faults);
        return Error.Join(faults);
    }

    /// <summary>Trimmed, each once without regard to case.</summary>
    public static IReadOnlyList<string> Tidy(IReadOnlyList<string>? tags) =>
        [.. (tags ?? []).Select(t => t.Trim()).DistinctBy(Names.Normalize, StringComparer.Ordinal)];

    /// <summary>A name alone.</summary>
    public static Error? CheckName(string? name)
    {
        List<Error> faults = [];
        CheckName(name, faults);
        return faults.FirstOrDefault();
    }

    /// <summary>Tags alone.</summary>
    public static Error? CheckTags(IReadOnlyList<string> tags)
    {
        List<Error> faults = [];
        CheckTags(tags, faults);
        return faults.FirstOrDefault();
    }

    /// <summary>An expiry alone.</summary>
    public static Error? CheckExpiry(DateTime? at, DateTime now)
    {
        List<Error> faults = [];
        CheckExpiry(at, now, faults);
        return faults.FirstOrDefault();
    }

    /// <summary>A note alone.</summary>
    public static Error? Check(string? note)
    {
        List<Error> faults = [];
        CheckNote(note, faults);
        return faults.FirstOrDefault();
    }

    private static void CheckName(string? name, List<Error> faults)
    {
        if (string.IsNullOrWhiteSpace(name))
            faults.Add(SecretErrors.NameRequired);
        else if (name.Trim().Length > Secret.NameMaxLength)
            faults.Add(SecretErrors.NameTooLong);
        else if (HasInvisible(name))
            faults.Add(SecretErrors.NameInvalid);
    }

    private static void CheckValue(SecretInput value, List<Error> faults)
    {
        if (value.Read() is { Failed: true, Error: { } fault })
            faults.Add(fault);
    }

    private static void CheckDescription(string? text, List<Error> faults)
    {
        if (text?.Trim().Length > Secret.DescriptionMaxLength)
            faults.Add(SecretErrors.DescriptionTooLong);
    }

    private static void CheckNote(string? text, List<Error> faults)
    {
        if (text?.Trim().Length > SecretVersion.NoteMaxLength)
            faults.Add(SecretErrors.NoteTooLong);
    }

    private static void CheckTags(IReadOnlyList<string> tags, List<Error> faults)
    {
        if (tags.Count > Secret.TagsMax || tags.Any(t => string.IsNullOrWhiteSpace(t) || t.Trim().Length > Secret.TagMaxLength || HasInvisible(t)))
            faults.Add(SecretErrors.TagsInvalid);
    }

    private static void CheckExpiry(DateTime? at, DateTime now, List<Error> faults)
    {
        if (at <= now)
            faults.Add(SecretErrors.ExpiryPast);
    }

    private static void CheckRotation(int? days, List<Error> faults)
    {
        if (days is < 1 or > Secret.RotationDaysMax)
            faults.Add(SecretErrors.RotationInvalid);
    }

    private static void CheckGrace(int? hours, List<Error> faults)
    {
        if (hours is < 0 or > SecretVersion.GraceHoursMax)
            faults.Add(SecretErrors.GraceInvalid);
    }

    // Control characters break logs and files; invisible ones make two names look like one.
    private static bool HasInvisible(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) != OperationStatus.Done || IsInvisible(Rune.GetUnicodeCategory(rune)))
                return true;
            i += length;
        }

        return false;
    }

    private static bool IsInvisible(UnicodeCategory category) => category
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format;
}
