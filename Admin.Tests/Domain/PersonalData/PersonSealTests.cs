using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.PersonalData;

public sealed class PersonSealTests
{
    private const string Phone = "+5511987654321";

    private readonly PersonSeal _seal = new(new FixedKeySeal());
    private readonly OrganizationId _acme = OrganizationId.New();

    [Fact]
    public void Mark_OfTheSamePhone_IsTheSame() => Assert.Equal(_seal.Mark(_acme, Phone), _seal.Mark(_acme, Phone));

    [Fact]
    public void Mark_OfAnotherPhoneOrOrganization_IsAnother()
    {
        var mark = _seal.Mark(_acme, Phone);

        Assert.NotEqual(mark, _seal.Mark(_acme, "+5511987654322"));
        Assert.NotEqual(mark, _seal.Mark(OrganizationId.New(), Phone));
    }

    [Fact]
    public void Mark_FitsWhereAPhoneDoes_AndIsNone()
    {
        var mark = _seal.Mark(_acme, Phone);

        Assert.Equal(Contact.PhoneMaxLength, mark.Length);
        Assert.True(PersonMark.Is(mark));
        Assert.False(PersonMark.Is(Phone));
        Assert.True(string.CompareOrdinal(Phone, PersonMark.First) < 0 && string.CompareOrdinal(mark, PersonMark.First) > 0);
        Assert.Equal("•••••", PhoneMask.Of(mark)[..5]);
    }
}
