using Admin.Domain.Campaigns.Preparing;
using Admin.Infrastructure.Campaigns;

namespace Admin.Tests.Infrastructure.Campaigns;

public sealed class PhoneZonesTests
{
    private static readonly PhoneZones Zones = new(new PhoneRanges());

    [Theory]
    [InlineData("+5511987654321", "America/Sao_Paulo")]
    [InlineData("+5521987654321", "America/Sao_Paulo")]
    [InlineData("+5561987654321", "America/Sao_Paulo")]
    [InlineData("+5568987654321", "America/Rio_Branco")]
    [InlineData("+5592987654321", "America/Manaus")]
    [InlineData("+5597987654321", "America/Manaus")]
    [InlineData("+5595987654321", "America/Boa_Vista")]
    [InlineData("+5569987654321", "America/Porto_Velho")]
    [InlineData("+5565987654321", "America/Cuiaba")]
    [InlineData("+5566987654321", "America/Cuiaba")]
    [InlineData("+5567987654321", "America/Campo_Grande")]
    [InlineData("+5571987654321", "America/Bahia")]
    [InlineData("+5581987654321", "America/Recife")]
    [InlineData("+5585987654321", "America/Fortaleza")]
    [InlineData("+5591987654321", "America/Belem")]
    [InlineData("+5511", "America/Sao_Paulo")]
    [InlineData("+55", null)]
    [InlineData("+595981123456", "America/Asuncion")]
    [InlineData("+4915112345678", "Europe/Berlin")]
    // A mobile of a country with several zones does not tell.
    [InlineData("+12015550123", "America/New_York")]
    [InlineData("+79161234567", null)]
    [InlineData("no phone", null)]
    public void Zone_OfAPhone_IsWhereThePersonLives(string phone, string? zone) => Assert.Equal(zone, Zones.Of(phone)?.Id);
}
