using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Secrets;

/// <summary>Requests that name themselves by an Idempotency-Key.</summary>
public sealed class SecretRequestTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private SecretService Service => _test.Service;

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Create_SentTwice_MakesOneSecret()
    {
        var draft = Draft("KEY", "value", "k-1");

        var first = await Service.CreateAsync(_test.Admin, draft, None);
        var second = await Service.CreateAsync(_test.Admin, draft, None);

        Assert.Equal(first.Value.Id, second.Value.Id);
        Assert.Single((await Service.ListAsync(_test.Admin, new SecretFilter(), new PageRequest(), None)).Value.Items);
        Assert.Single(await _test.AuditAsync(), e => e.Action == "secret.created");
    }

    [Fact]
    public async Task Create_SentManyTimesAtOnce_MakesOneSecret()
    {
        var draft = Draft("KEY", "value", "k-1");

        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Service.CreateAsync(_test.Admin, draft, None))));

        Assert.Single(made.Select(m => m.Value.Id).Distinct());
    }

    [Fact]
    public async Task Create_SameKeyForAnotherValue_IsRefused()
    {
        await Service.CreateAsync(_test.Admin, Draft("KEY", "value", "k-1"), None);

        var otherValue = await Service.CreateAsync(_test.Admin, Draft("KEY", "another", "k-1"), None);
        var otherName = await Service.CreateAsync(_test.Admin, Draft("OTHER", "value", "k-1"), None);

        Assert.Equal((ErrorKind.Refused, "idempotency_key_reused"), (otherValue.Error!.Kind, otherValue.Error.Code));
        Assert.Equal("idempotency_key_reused", otherName.Error?.Code);
    }

    [Fact]
    public async Task Create_SameKeyOfSomebodyElse_IsAnotherRequest()
    {
        var colleague = await _test.AddPersonAsync("second@acme.test", _test.Acme, Role.OrgAdmin);
        var first = await Service.CreateAsync(_test.Admin, Draft("KEY", "value", "k-1"), None);

        var theirs = await Service.CreateAsync(colleague, Draft("OTHER", "value", "k-1"), None);
        var elsewhere = await Service.CreateAsync(_test.Outsider, Draft("KEY", "value", "k-1"), None);

        Assert.NotEqual(first.Value.Id, theirs.Value.Id);
        Assert.NotEqual(first.Value.Id, elsewhere.Value.Id);
    }

    [Fact]
    public async Task Rotate_SentTwiceWithTheStampItChanged_MakesOneVersion()
    {
        var secret = await _test.AddAsync();
        var rotation = new SecretRotation(new SecretInput("second")) { IdempotencyKey = "r-1" };

        await Service.RotateAsync(_test.Admin, secret.Id, rotation, secret.Stamp, None);
        var again = await Service.RotateAsync(_test.Admin, secret.Id, rotation, secret.Stamp, None);

        Assert.Equal(2, again.Value.Version);
        Assert.Equal(2, (await Service.VersionsAsync(_test.Admin, secret.Id, None)).Value.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ação")]
    public async Task Key_ThatIsNone_IsRefused(string key) =>
        Assert.Equal("idempotency_key_invalid", (await Service.CreateAsync(_test.Admin, Draft("KEY", "value", key), None)).Error?.Code);

    [Fact]
    public async Task Row_OfARequest_SaysNothingOfKeyAndValue()
    {
        await Service.CreateAsync(_test.Admin, Draft("KEY", "canary-value", "canary-key"), None);

        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        var row = await db.Set<SecretRequest>().SingleAsync(None);
        Assert.DoesNotContain("canary", row.KeyHash + row.ContentHash, StringComparison.Ordinal);
    }

    private static SecretDraft Draft(string name, string value, string key) => new(name, new SecretInput(value)) { IdempotencyKey = key };
}
