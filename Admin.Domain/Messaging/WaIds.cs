namespace Admin.Domain.Messaging;

/// <summary>WhatsApp's ids of people (<c>wa_id</c>) are phone numbers, but not always as people write them.</summary>
public static class WaIds
{
    private const int MaxDigits = 15;
    private const string Mexico = "52";

    /// <summary>
    /// The E.164 numbers that an id can stand for, the most usual writing first; none for an id that is no phone, such as a
    /// business-scoped one. Brazilian mobiles registered before their ninth digit keep ids without it, Mexican ones may carry a 1.
    /// </summary>
    public static IReadOnlyList<string> PhonesOf(string? waId)
    {
        var digits = waId?.TrimStart('+');
        if (digits is not { Length: >= 7 and <= MaxDigits } || digits[0] == '0' || !digits.All(char.IsAsciiDigit))
            return [];
        return digits switch
        {
            // 55 + area of two + eight digits of a mobile.
            ['5', '5', _, _, >= '6' and <= '9', ..] when digits.Length == 12 => [$"+{digits[..4]}9{digits[4..]}", $"+{digits}"],
            ['5', '5', _, _, '9', >= '6' and <= '9', ..] when digits.Length == 13 => [$"+{digits}", $"+{digits[..4]}{digits[5..]}"],
            ['5', '2', '1', ..] when digits.Length == 13 => [$"+{Mexico}{digits[3..]}", $"+{digits}"],
            ['5', '2', ..] when digits.Length == 12 => [$"+{digits}", $"+{Mexico}1{digits[2..]}"],
            _ => [$"+{digits}"],
        };
    }
}
