using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Infrastructure.SqlConsole;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.SqlConsole.DataSources;

public sealed class DataSourceSecretUsersTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Delete_SecretOfADataSource_IsRefusedAndNamesIt()
    {
        await using var test = await SecretsFixture.CreateAsync(services => services.AddSqlConsole().AddSqlConsoleAdapters());
        var used = await test.AddAsync("DB_PASSWORD");
        var free = await test.AddAsync("OTHER");
        var source = DataSource.Create(test.Acme.Id, new DataSourceSettings("Shop", EngineKind.Sqlite, Database: "shop.db", CredentialsSecretId: used.Id), Times.Now);
        await test.Db.AddAsync(source);

        var refused = await test.Service.DeleteAsync(test.Admin, used.Id, Ct);
        var done = await test.Service.DeleteAsync(test.Admin, free.Id, Ct);

        var user = Assert.Single((await test.Service.UsersAsync(test.Admin, used.Id, Ct)).Value);
        Assert.Equal("secret_in_use", refused.Error?.Code);
        Assert.Equal(("data_source", source.Id.ToString(), "Shop"), (user.Type, user.Id, user.Name));
        Assert.False(done.Failed);
    }
}
