namespace Admin.Domain.Messaging;

/// <summary>Phones as people without <c>contacts.read_personal</c> see them: country, area and the last four digits.</summary>
public static class PhoneMask
{
    private const int Shown = 4;

    public static string Of(string phone)
    {
        if (phone.Length < 8 || phone[0] != '+')
            return "•••••";
        var tail = phone[^Shown..];
        if (phone.StartsWith("+55", StringComparison.Ordinal))
            return $"+55 {phone[3..5]} •••••-{tail}";
        // The North American and the Russian plan have one digit; two are enough of a hint for the others.
        var country = phone[1] is '1' or '7' ? phone[..2] : phone[..3];
        return $"{country} •••••-{tail}";
    }
}
