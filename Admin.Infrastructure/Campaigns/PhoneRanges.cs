using System.Globalization;
using Admin.Domain.Campaigns.Preparing;
using PhoneNumbers;

namespace Admin.Infrastructure.Campaigns;

/// <summary>libphonenumber's maps of ranges behind the port.</summary>
internal sealed class PhoneRanges : IPhoneRanges
{
    private readonly PhoneNumberUtil _util = PhoneNumberUtil.GetInstance();
    private readonly PhoneNumberToTimeZonesMapper _zones = PhoneNumberToTimeZonesMapper.GetInstance();

    private const int LongestCallingCode = 3;

    public string? CountryOf(string phone)
    {
        for (var length = 1; length <= LongestCallingCode && length < phone.Length; length++)
        {
            if (int.TryParse(phone.AsSpan(1, length), NumberStyles.None, CultureInfo.InvariantCulture, out var code) && _util.GetSupportedCallingCodes().Contains(code))
                return _util.GetRegionCodeForCountryCode(code) is { Length: 2 } region ? region : null;
        }

        return null;
    }

    public string? ZoneOf(string phone)
    {
        try
        {
            return _zones.GetTimeZonesForNumber(_util.Parse(phone, null)) is [var only] && only != _zones.GetUnknownTimeZone() ? only : null;
        }
        catch (NumberParseException)
        {
            // The library has no other way to say that a text is no phone number.
            return null;
        }
    }
}
