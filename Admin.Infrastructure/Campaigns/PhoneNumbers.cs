using Admin.Domain.Campaigns;
using PhoneNumbers;

namespace Admin.Infrastructure.Campaigns;

/// <summary>libphonenumber behind the port.</summary>
internal sealed class LibPhoneNumbers : IPhoneNumbers
{
    private const int LongestWritten = 40;

    private readonly PhoneNumberUtil _util = PhoneNumberUtil.GetInstance();

    public string? Normalize(string text, string region)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestWritten || text.Any(char.IsLetter))
            return null;
        try
        {
            var number = _util.Parse(text, region);
            return _util.IsPossibleNumber(number) && _util.IsValidNumber(number) ? _util.Format(number, PhoneNumberFormat.E164) : null;
        }
        catch (NumberParseException)
        {
            // The library has no other way to say that a text is no phone number.
            return null;
        }
    }
}
