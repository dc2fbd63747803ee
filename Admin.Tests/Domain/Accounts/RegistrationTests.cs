using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class RegistrationTests : IAsyncLifetime
{
    private AccountsWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await AccountsWorld.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Register_NewAddress_MakesAnAdminOfANewOrganization()
    {
        Assert.False((await RegisterAsync("ana@acme.test", "Café São João")).Failed);

        var actor = await _world.SignedInAsync();
        var me = (await _world.Get<MyAccount>().DescribeAsync(actor, CancellationToken.None)).Value;
        var organization = Assert.Single(me.Organizations);
        Assert.Equal(("cafe-sao-joao", Role.OrgAdmin), (organization.Slug, organization.Role));
    }

    [Fact]
    public async Task Register_KnownAddress_AnswersAlikeAndChangesNothing()
    {
        await _world.AddPersonAsync();

        var known = await RegisterAsync("ana@acme.test", "Intruder");
        var unknown = await RegisterAsync("bo@acme.test", "Acme");

        Assert.Equal(known, unknown);
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        Assert.Equal(["Acme"], await db.Set<Organization>().Select(o => o.Name).ToListAsync());
        Assert.Equal("ana@acme.test", Assert.Single(_world.Mail.Posted).To);
    }

    [Theory]
    [InlineData("", "Acme", "email_invalid")]
    [InlineData("ana@acme.test", "Ac\nme", "organization_name_invalid")]
    public async Task Register_FaultyInput_NamesOnlyFieldsThatTheCallerGave(string email, string organization, string code)
    {
        var error = (await RegisterAsync(email, organization)).Error!;

        Assert.Equal((code, 0), (error.Code, error.Others.Count));
    }

    [Fact]
    public async Task Register_SameAddressAtOnce_MakesOnePerson()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RegisterAsync("ana@acme.test", "Acme")));

        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        Assert.Equal((1, 1), (await db.Users.CountAsync(), await db.Set<Organization>().CountAsync()));
    }

    [Fact]
    public async Task Register_SameOrganizationName_GetsItsOwnSlug()
    {
        await RegisterAsync("ana@acme.test", "Acme");
        await RegisterAsync("bo@acme.test", "ACME");

        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        Assert.Equal(["acme", "acme-2"], await db.Set<Organization>().OrderBy(o => o.Slug).Select(o => o.Slug).ToListAsync());
    }

    [Fact]
    public async Task Register_SeveralFaults_NamesEachField()
    {
        var error = (await _world.Get<Registration>().RegisterAsync("no address", "short", " ", null, CultureInfo.InvariantCulture, CancellationToken.None)).Error!;

        Assert.Equal(["email", "password", "organization_name"], error.Others.Prepend(error).Select(e => e.Field));
    }

    [Fact]
    public async Task Register_Closed_IsRefused()
    {
        await using var world = await AccountsWorld.CreateAsync(("Accounts:AllowRegistration", "false"));

        Assert.Equal(AccountErrors.RegistrationClosed, (await world.Get<Registration>().RegisterAsync("ana@acme.test", AccountsWorld.Password, "Acme", null, CultureInfo.InvariantCulture, CancellationToken.None)).Error);
    }

    private Task<Admin.Domain.Common.Result> RegisterAsync(string email, string organization) =>
        _world.Get<Registration>().RegisterAsync(email, AccountsWorld.Password, organization, "192.0.2.7", CultureInfo.InvariantCulture, CancellationToken.None);
}
