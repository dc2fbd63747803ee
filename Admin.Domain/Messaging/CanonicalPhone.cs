namespace Admin.Domain.Messaging;

/// <summary>
/// One person, one spelling of their phone. Everything that normalises a phone ends here, so that contacts, audiences and opt-outs agree.
/// </summary>
public static class CanonicalPhone
{
    /// <summary>
    /// The spelling that is stored. A Brazilian mobile has its ninth digit, whether or not it was written; a Mexican one has lost the 1
    /// that mobiles carried until 2019. Everything else is as it came.
    /// </summary>
    /// <param name="phone">E.164 with its plus sign.</param>
    public static string Of(string phone) => phone switch
    {
        // 55 + area of two + eight digits of a mobile; landlines begin with 2 to 5 and never get one.
        ['+', '5', '5', >= '1' and <= '9', >= '1' and <= '9', >= '6' and <= '9', ..] when phone.Length == 13 => $"{phone[..5]}9{phone[5..]}",
        ['+', '5', '2', '1', ..] when phone.Length == 14 => $"+52{phone[4..]}",
        _ => phone,
    };

    /// <summary>Every spelling under which the same phone may stand in older rows and in WhatsApp's ids, the canonical one first.</summary>
    public static IReadOnlyList<string> SpellingsOf(string phone)
    {
        var canonical = Of(phone);
        return canonical switch
        {
            ['+', '5', '5', >= '1' and <= '9', >= '1' and <= '9', '9', >= '6' and <= '9', ..] when canonical.Length == 14 => [canonical, $"{canonical[..5]}{canonical[6..]}"],
            ['+', '5', '2', ..] when canonical.Length == 13 => [canonical, $"+521{canonical[3..]}"],
            _ => [canonical],
        };
    }
}
