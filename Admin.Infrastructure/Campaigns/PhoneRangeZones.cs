using Admin.Domain.Campaigns.Preparing;
using PhoneNumbers;

namespace Admin.Infrastructure.Campaigns;

/// <summary>libphonenumber's map of ranges to zones behind the port.</summary>
internal sealed class PhoneRangeZones : IPhoneRangeZones
{
    private readonly PhoneNumberUtil _util = PhoneNumberUtil.GetInstance();
    private readonly PhoneNumberToTimeZonesMapper _zones = PhoneNumberToTimeZonesMapper.GetInstance();

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
