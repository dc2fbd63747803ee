using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
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
            var written = _util.Format(number, PhoneNumberFormat.E164);
            // Only the canonical spelling is looked at: a mobile without its ninth digit is none to the library.
            var phone = CanonicalPhone.Of(written);
            if (phone != written)
                number = _util.Parse(phone, region);
            return _util.IsPossibleNumber(number) && _util.IsValidNumber(number) ? phone : null;
        }
        catch (NumberParseException)
        {
            // The library has no other way to say that a text is no phone number.
            return null;
        }
    }
}
