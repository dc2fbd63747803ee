using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Persistence;
using Microsoft.Data.Sqlite;

namespace Admin.Tests.Domain.Secrets;

/// <summary>What is kept for a second never hides a change of this node, and hides one of another for no longer.</summary>
public sealed class HotSecretsTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;
    private SecretView _secret = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await SecretsFixture.CreateAsync();
        _secret = await _test.AddAsync(value: "first");
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Read_RotatedHereInBetween_IsTheNewValueAtOnce()
    {
        await ReadAsync(_test.Acme.Id);

        await _test.Service.RotateAsync(_test.Admin, _secret.Id, new SecretRotation(new SecretInput("second")), _secret.Stamp, None);

        Assert.Equal("second", (await ReadAsync(_test.Acme.Id)).Value.GetText());
    }

    [Fact]
    public async Task Read_DeletedHereInBetween_IsNotFoundAtOnce()
    {
        await ReadAsync(_test.Acme.Id);

        await _test.Service.DeleteAsync(_test.Admin, _secret.Id, None);

        Assert.Equal(SecretErrors.NotFound, (await ReadAsync(_test.Acme.Id)).Error);
    }

    [Fact]
    public async Task Read_DeletedByAnotherNode_IsNotFoundAfterASecond()
    {
        await ReadAsync(_test.Acme.Id);
        await DeleteElsewhereAsync();
        var within = await ReadAsync(_test.Acme.Id);

        _test.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((false, true), (within.Failed, (await ReadAsync(_test.Acme.Id)).Failed));
    }

    [Fact]
    public async Task Read_KeptForOneOrganization_IsNotFoundByAnother()
    {
        await ReadAsync(_test.Acme.Id);

        Assert.Equal(SecretErrors.NotFound, (await ReadAsync(_test.Globex.Id)).Error);
    }

    private Task<Result<SecretValue>> ReadAsync(OrganizationId organization) => _test.Service.ReadForUseAsync(organization, _secret.Id, "test", None);

    private async Task DeleteElsewhereAsync()
    {
        await using var other = new SqliteConnection(AdminDb.SqliteConnectionString(new DatabaseOptions(), _test.Db.Directory));
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "UPDATE Secrets SET DeletedKey = Id, DeletedAt = CreatedAt";
        await command.ExecuteNonQueryAsync();
    }
}
