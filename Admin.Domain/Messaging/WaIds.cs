namespace Admin.Domain.Messaging;

/// <summary>WhatsApp's ids of people (<c>wa_id</c>) are phone numbers, but not always as people write them.</summary>
public static class WaIds
{
    private const int MaxDigits = 15;

    /// <summary>
    /// The E.164 numbers that an id can stand for, the canonical one first (<see cref="CanonicalPhone"/>); none for an id that is no phone,
    /// such as a business-scoped one. Brazilian mobiles registered before their ninth digit keep ids without it, Mexican ones may carry a 1.
    /// </summary>
    public static IReadOnlyList<string> PhonesOf(string? waId)
    {
        var digits = waId?.TrimStart('+');
        return digits is not { Length: >= 7 and <= MaxDigits } || digits[0] == '0' || !digits.All(char.IsAsciiDigit) ? [] : CanonicalPhone.SpellingsOf($"+{digits}");
    }
}
