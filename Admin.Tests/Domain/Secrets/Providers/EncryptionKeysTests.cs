using System.Xml.Linq;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.Providers;
using Admin.Infrastructure.Accounts;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Domain.Secrets.ReEncrypting;
using Admin.Tests.Support;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Domain.Secrets.Providers;

/// <summary>Changing the platform's Fernet key: what the page says of it, and that what it says is so.</summary>
public sealed class EncryptionKeysTests : IAsyncLifetime
{
    private const string Reason = "a yearly change";
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly FernetKey _fresh = FernetKey.Generate();
    private World _world = null!;

    private FernetKey Old => _world.Get<SecretKeys>().Fernet.First;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task List_NewKeyAboveTheOld_TellsWhatNeedsWhich()
    {
        await using var node = await NodeAsync();

        var fernet = await FernetAsync(node);

        Assert.Equal([(_fresh.Id, true, 0), (Old.Id, false, 2)], fernet.Keys.Select(k => (k.KeyId, k.IsCurrent, k.Versions)));
        Assert.All(fernet.Keys, k => Assert.Null(k.Fault));
        Assert.Equal((2, false, false), (fernet.Old, fernet.KeepsItsKeys, fernet.Keys[1].CanBeRemoved));
        Assert.Null(fernet.Run);
    }

    [Fact]
    public async Task ReEncrypt_TwoOrganizations_EndsWithTheOldKeyFree()
    {
        await using var node = await NodeAsync();

        var started = await node.Get<EncryptionKeys>().ReEncryptAsync(_world.Super, SecretProviders.Fernet, Reason, None);
        var during = await FernetAsync(node);
        await node.Runner.RunDueAsync(None);
        var after = await FernetAsync(node);

        Assert.Equal(new PlatformRunStarted(2, 0, 0), started.Value);
        Assert.Equal((2, 2, 2, 0), (during.Run!.Organizations, during.Run.UnderWay, during.Run.Total, during.Run.Done));
        Assert.Equal((0, 2, 2, 0), (after.Run!.UnderWay, after.Run.Total, after.Run.Done, after.Run.Failed));
        Assert.NotNull(after.Run.FinishedAt);
        Assert.Equal([(_fresh.Id, 2, false), (Old.Id, 0, true)], after.Keys.Select(k => (k.KeyId, k.Versions, k.CanBeRemoved)));
        // What the page says is so: with the new key alone the application starts, and reads.
        await using var later = await ReEncryptionNode.StartAsync(_world, ReEncryptionNode.Ring(_fresh));
        Assert.Equal(FakeWhatsApp.GoodToken, (await later.Get<SecretService>().ReadForUseAsync(_world.Globex.Id, _world.Globex.Secret.Id, "test", None)).Value.GetText());
    }

    [Fact]
    public async Task ReEncrypt_Started_IsInThePlatformsAndEachOrganizationsAudit()
    {
        await using var node = await NodeAsync();
        await node.Get<EncryptionKeys>().ReEncryptAsync(_world.Super, SecretProviders.Fernet, Reason, None);

        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        var entries = await db.Set<AuditEntry>().Where(e => e.Action == "encryption_key.re_encryption_started" || e.Action == "re_encryption.started").ToListAsync();
        Assert.Equal(new[] { OrganizationId.Platform, _world.Acme.Id, _world.Globex.Id }.OrderBy(o => o.Value), entries.Select(e => e.OrganizationId).OrderBy(o => o.Value));
        Assert.All(entries, e => Assert.Equal(Reason, e.Reason));
        // An organization's admins see that the platform did it, not who there.
        var shown = Assert.Single((await node.Service.ListAsync(_world.Acme.Admin, new(), None)).Value.Items);
        Assert.Equal((true, (string?)null), (shown.ByPlatform, shown.StartedByName));
    }

    [Fact]
    public async Task ReEncrypt_OrganizationWithARunUnderWay_IsCountedAsBusy()
    {
        await using var node = await NodeAsync();
        await node.Service.StartAsync(_world.Acme.Admin, new(SecretProviders.AesGcm), None);

        Assert.Equal(new PlatformRunStarted(1, 1, 0), (await node.Get<EncryptionKeys>().ReEncryptAsync(_world.Super, SecretProviders.Fernet, Reason, None)).Value);
    }

    [Fact]
    public async Task ReEncrypt_ProtectionKeys_AreMovedAndStillRead()
    {
        var protectedText = await ProtectAsync(Old);
        await using var node = await NodeAsync();
        var before = (await FernetAsync(node)).Keys.Single(k => k.KeyId == Old.Id).ProtectionKeys;

        var started = await node.Get<EncryptionKeys>().ReEncryptAsync(_world.Super, SecretProviders.Fernet, Reason, None);
        await node.Runner.RunDueAsync(None);

        Assert.Equal((1, 1), (before, started.Value.ProtectionKeys));
        Assert.Equal([(_fresh.Id, 1), (Old.Id, 0)], (await FernetAsync(node)).Keys.Select(k => (k.KeyId, k.ProtectionKeys)));
        await using var later = await ReEncryptionNode.StartAsync(_world, ReEncryptionNode.Ring(_fresh), s => s.AddAccountsAdapters());
        Assert.Equal("kept", later.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(protectedText));
    }

    [Fact]
    public async Task List_ProtectionKeyUnderAnOldKey_KeepsThatKeyFromBeingFree()
    {
        await ProtectAsync(Old);
        await using var node = await NodeAsync();
        foreach (var tenant in new[] { _world.Acme, _world.Globex })
            await node.Service.StartAsync(tenant.Admin, new(SecretProviders.Fernet), None);
        await node.Runner.RunDueAsync(None);

        var old = (await FernetAsync(node)).Keys.Single(k => k.KeyId == Old.Id);

        Assert.Equal((0, 1, false), (old.Versions, old.ProtectionKeys, old.CanBeRemoved));
    }

    [Fact]
    public async Task Check_ProtectionKeyUnderALostKey_StopsTheStart()
    {
        await ProtectAsync(FernetKey.Generate(), Old);

        var stopped = await Assert.ThrowsAsync<SecretKeysException>(() => NodeAsync());

        Assert.Contains("1 of the application's own keys", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SecretProviders.Fernet, "x", "reason_invalid")]
    [InlineData("rot13", Reason, "secret_provider_unknown")]
    [InlineData(SecretProviders.AesGcm, Reason, "re_encryption_nothing_to_do")]
    public async Task ReEncrypt_BadInput_IsRefusedByName(string provider, string reason, string code)
    {
        await using var node = await NodeAsync();

        var refused = await node.Get<EncryptionKeys>().ReEncryptAsync(_world.Super, provider, reason, None);

        Assert.Equal(code, refused.Error?.Code);
    }

    [Fact]
    public async Task ReEncrypt_AWhileAfterSigningIn_WantsAConfirmation()
    {
        await using var node = await NodeAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(AccessErrors.ReauthenticationRequired, (await node.Get<EncryptionKeys>().ReEncryptAsync(_world.Super, SecretProviders.Fernet, Reason, None)).Error);
    }

    [Fact]
    public async Task Keys_OrgAdmins_AreForbidden()
    {
        await using var node = await NodeAsync();
        var keys = node.Get<EncryptionKeys>();

        Assert.Equal(ErrorKind.Forbidden, (await keys.ListAsync(_world.Acme.Admin, None)).Error?.Kind);
        Assert.Equal("forbidden", (await keys.ReEncryptAsync(_world.Acme.Admin, SecretProviders.Fernet, Reason, None)).Error?.Code);
    }

    [Fact]
    public async Task ReEncrypt_AProtectionRow_ChangesNothingButTheToken()
    {
        await ProtectAsync(Old);
        var before = await RowAsync();
        await using var node = await NodeAsync();

        await node.Get<IProtectionKeys>().ReEncryptAsync(None);

        var after = await RowAsync();
        Assert.NotEqual(before.Descendants("fernet").Single().Value, after.Descendants("fernet").Single().Value);
        before.Descendants("fernet").Single().Value = after.Descendants("fernet").Single().Value = "";
        Assert.True(XNode.DeepEquals(before, after));
        Assert.Equal(0, await node.Get<IProtectionKeys>().ReEncryptAsync(None));
    }

    private Task<ReEncryptionNode> NodeAsync() => ReEncryptionNode.StartAsync(_world, ReEncryptionNode.Ring(_fresh, Old));

    private async Task<ProviderKeysView> FernetAsync(ReEncryptionNode node)
    {
        var listed = await node.Get<EncryptionKeys>().ListAsync(_world.Super, None);
        Assert.Null(listed.Error);
        return listed.Value.Single(p => p.Provider == SecretProviders.Fernet);
    }

    private async Task<XElement> RowAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.All("test"));
        return XElement.Parse((await db.Set<DataProtectionKey>().AsNoTracking().SingleAsync()).Xml!);
    }

    /// <summary>Protects something with the framework's data protection, whose key becomes a row under the first of these.</summary>
    private async Task<string> ProtectAsync(params FernetKey[] ring)
    {
        await using var node = await ReEncryptionNode.StartAsync(_world, ReEncryptionNode.Ring(ring), s => s.AddAccountsAdapters());
        return node.Get<IDataProtectionProvider>().CreateProtector("test").Protect("kept");
    }
}
