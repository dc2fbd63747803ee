namespace Admin.Domain.PersonalData;

/// <summary>How long the country code of an E.164 number is.</summary>
internal static class CountryCodes
{
    // ITU-T E.164: zones 1 and 7 have one digit; these have two, all others three.
    private static readonly HashSet<string> OfTwo = new(StringComparer.Ordinal)
    {
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54", "55", "56",
        "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98",
    };

    public static int Length(string phone) => phone[1] is '1' or '7' ? 1 : OfTwo.Contains(phone[1..3]) ? 2 : 3;
}
