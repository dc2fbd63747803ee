using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Infrastructure.SqlConsole;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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

    [Fact]
    public async Task Purge_SecretOfADataSource_IsRefusedAndNamesIt()
    {
        await using var test = await SecretsFixture.CreateAsync(services => services.AddSqlConsole().AddSqlConsoleAdapters());

        Assert.Equal("secret_in_use", await PurgeUsedAsync(test));
    }

    [Fact]
    public async Task Purge_DataSourceCameInBetween_IsRefusedByTheKeysAndNamesIt()
    {
        await using var test = await SecretsFixture.CreateAsync(services => services.AddSingleton<ISecretUsers, LateUsers>());

        Assert.Equal("secret_in_use", await PurgeUsedAsync(test));
    }

    [Fact]
    public async Task Save_SecretOfAnotherOrganization_IsRefusedByTheDatabase()
    {
        await using var test = await SecretsFixture.CreateAsync();
        var foreign = await test.AddAsync("DB_PASSWORD");
        var source = DataSource.Create(test.Globex.Id, new DataSourceSettings("Shop", EngineKind.Sqlite, Database: "shop.db", CredentialsSecretId: foreign.Id), Times.Now);

        await Assert.ThrowsAsync<DbUpdateException>(() => test.Db.AddAsync(source));
    }

    private static async Task<string?> PurgeUsedAsync(SecretsFixture test)
    {
        var secret = await test.AddAsync("DB_PASSWORD");
        await test.Service.DeleteAsync(test.Admin, secret.Id, Ct);
        await test.Db.AddAsync(DataSource.Create(test.Acme.Id, new DataSourceSettings("Shop", EngineKind.Sqlite, Database: "shop.db", CredentialsSecretId: secret.Id), Times.Now));

        var refused = await test.Service.PurgeAsync(test.Admin with { Reason = "gone for good" }, secret.Id, Ct);

        Assert.Contains("Shop", refused.Error!.Message, StringComparison.Ordinal);
        return refused.Error.Code;
    }

    /// <summary>Does not know of the data source when first asked.</summary>
    private sealed class LateUsers : ISecretUsers
    {
        private readonly DataSourceSecretUsers _users = new();
        private int _asked;

        public async Task<IReadOnlyList<SecretUser>> FindAsync(AdminDbContext db, OrganizationId organization, SecretId secret, CancellationToken ct) =>
            // Deleting asks first, purging second.
            ++_asked <= 2 ? [] : await _users.FindAsync(db, organization, secret, ct);
    }
}
