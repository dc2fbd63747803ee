using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Accounts;

public sealed class LockoutsTests
{
    private const string Address = "nobody@acme.test";

    [Theory]
    [InlineData(DatabaseProvider.Sqlite)]
    [InlineData(DatabaseProvider.SqlServer)]
    public async Task SignIn_FirstFailuresOfOneAddressAtOnce_AreAllCounted(DatabaseProvider provider)
    {
        await using var world = await AccountsWorld.CreateAsync(provider);

        var refused = await Task.WhenAll(Enumerable.Range(0, SignInFailures.MaxFailures - 1).Select(_ => Task.Run(() => world.SignInAsync(Address, "wrong"))));

        Assert.All(refused, r => Assert.Equal("invalid_credentials", r.Error!.Code));
        Assert.Equal(SignInFailures.MaxFailures - 1, (await FailuresAsync(world)).Count);
        Assert.Equal(SignInFailures.MaxFailures - 1, (await world.AuditAsync("session.refused")).Count);
    }

    [Fact]
    public async Task Fail_AnotherNodeInsertedTheAddressFirst_IsCountedOnTopOfIt()
    {
        // SQLite admits one writer at a time, so the collision that SQL Server would report is played at the save.
        var db = new CollidingDb();
        await using var world = await AccountsWorld.CreateAsync(DatabaseProvider.Sqlite, db.Around);
        db.Collide(times: 2);

        await world.SignInAsync(Address, "wrong");

        Assert.Equal(0, db.Left);
        Assert.Equal(1, (await FailuresAsync(world)).Count);
        Assert.Single(await world.AuditAsync("session.refused"));
    }

    [Fact]
    public async Task Fail_EveryWriteFails_IsNoAnswer()
    {
        var db = new CollidingDb();
        await using var world = await AccountsWorld.CreateAsync(DatabaseProvider.Sqlite, db.Around);
        db.Collide(times: int.MaxValue);

        // An act whose entry cannot be written does not happen, a refusal neither.
        await Assert.ThrowsAsync<DbUpdateException>(() => world.SignInAsync(Address, "wrong"));
    }

    private static async Task<SignInFailures> FailuresAsync(AccountsWorld world)
    {
        await using var db = await world.Db.OpenAsync(TenantScope.Accounts);
        return await db.Set<SignInFailures>().SingleAsync();
    }

    /// <summary>The real database, where saves of a failure collide as often as asked.</summary>
    private sealed class CollidingDb : IAdminDb
    {
        private IAdminDb? _inner;
        private int _left;

        public int Left => _left;

        public long Writes => _inner!.Writes;

        public IAdminDb Around(IAdminDb inner)
        {
            _inner = inner;
            return this;
        }

        public void Collide(int times) => _left = times;

        public async Task<AdminDbContext> OpenAsync(TenantScope scope, CancellationToken ct)
        {
            var db = await _inner!.OpenAsync(scope, ct);
            db.SavingChanges += (_, _) =>
            {
                if (_left > 0 && db.ChangeTracker.Entries<SignInFailures>().Any())
                {
                    _left--;
                    throw new DbUpdateException("Violation of PRIMARY KEY constraint 'PK_SignInFailures'.");
                }
            };
            return db;
        }
    }
}
