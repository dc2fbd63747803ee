using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Admin.Tests.Infrastructure.Persistence;

public sealed class LinkDataSourcesMigrationTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Up_DataSourceOfASecretThatIsGone_KeepsTheSourceWithoutIt()
    {
        await using var test = await TestDb.CreateAsync();
        await using var db = await test.OpenAsync(TenantScope.All("test"));
        var migrator = db.GetService<IMigrator>();
        await migrator.MigrateAsync("Initial", Ct);
        var acme = Organization.Create("Acme", "acme", Times.Now);
        var source = DataSource.Create(acme.Id, new DataSourceSettings("Shop", EngineKind.Sqlite, Database: "shop.db", CredentialsSecretId: SecretId.New()), Times.Now);
        await test.AddAsync(acme);
        await test.AddAsync(source);

        await migrator.MigrateAsync(cancellationToken: Ct);

        Assert.Null((await db.Set<DataSource>().AsNoTracking().SingleAsync(Ct)).CredentialsSecretId);
    }
}
