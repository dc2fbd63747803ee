namespace Admin.Domain.Campaigns.Preparing;

/// <summary>What the number range of a phone tells of where it belongs.</summary>
public interface IPhoneRanges
{
    /// <summary>IANA name, if the whole range that a phone (E.164) belongs to lies in one zone; else null.</summary>
    string? ZoneOf(string phone);

    /// <summary>ISO 3166 country of a phone's calling code, of several the largest; null for a code that nobody has.</summary>
    string? CountryOf(string phone);
}

/// <summary>
/// In which zone a person lives, as far as a phone tells: in Brazil by the area code, elsewhere where its range has one zone only.
/// </summary>
public sealed class PhoneZones(IPhoneRanges ranges)
{
    private const string Brazil = "+55";
    private const int AreaCodeLength = 2;

    private static readonly Dictionary<string, string> ByAreaCode = new(StringComparer.Ordinal)
    {
        ["68"] = "America/Rio_Branco",
        ["92"] = "America/Manaus",
        ["97"] = "America/Manaus",
        ["95"] = "America/Boa_Vista",
        ["69"] = "America/Porto_Velho",
        ["65"] = "America/Cuiaba",
        ["66"] = "America/Cuiaba",
        ["67"] = "America/Campo_Grande",
        ["63"] = "America/Araguaina",
        ["71"] = "America/Bahia",
        ["73"] = "America/Bahia",
        ["74"] = "America/Bahia",
        ["75"] = "America/Bahia",
        ["77"] = "America/Bahia",
        ["79"] = "America/Maceio",
        ["82"] = "America/Maceio",
        ["81"] = "America/Recife",
        ["87"] = "America/Recife",
        ["83"] = "America/Fortaleza",
        ["84"] = "America/Fortaleza",
        ["85"] = "America/Fortaleza",
        ["86"] = "America/Fortaleza",
        ["88"] = "America/Fortaleza",
        ["89"] = "America/Fortaleza",
        ["98"] = "America/Fortaleza",
        ["99"] = "America/Fortaleza",
        ["91"] = "America/Belem",
        ["94"] = "America/Belem",
        ["96"] = "America/Belem",
        ["93"] = "America/Santarem",
    };

    /// <summary>The zone; null where only the campaign's own can be taken.</summary>
    public TimeZoneInfo? Of(string phone) => LocalClock.Find(NameOf(phone));

    private string? NameOf(string phone)
    {
        if (!phone.StartsWith(Brazil, StringComparison.Ordinal))
            return ranges.ZoneOf(phone);
        // The rest of the country keeps the time of the capital.
        return phone.Length >= Brazil.Length + AreaCodeLength ? ByAreaCode.GetValueOrDefault(phone.Substring(Brazil.Length, AreaCodeLength), "America/Sao_Paulo") : null;
    }
}
