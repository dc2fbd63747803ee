using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretServiceTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private SecretService Service => _test.Service;

    private SecretStatistics Statistics => _test.Get<SecretStatistics>();

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Create_WholeDraft_StoresItEncryptedAndAudited()
    {
        var chatbot = await _test.AddChatbotAsync(_test.Acme);

        var secret = await _test.AddAsync(draft: new SecretDraft("  WhatsApp token ", new SecretInput("EAAG-canary"))
        {
            Kind = SecretKind.WhatsappToken,
            ChatbotId = chatbot.Id,
            Description = "For the shop",
            Tags = ["prod", " Prod ", "shop"],
            ExpiresAt = Times.Now.AddDays(90),
            Note = "first",
        });

        Assert.Equal("WhatsApp token", secret.Name);
        Assert.Equal(["prod", "shop"], secret.Tags);
        Assert.Equal((1, "fernet", 0L), (secret.Version, secret.Provider, secret.UsageCount));
        Assert.Equal(_test.Admin.Person, secret.OwnerId);
        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        var version = await db.Set<SecretVersion>().SingleAsync();
        Assert.Equal(_test.Keys.Fernet.First.Id, version.KeyId);
        Assert.StartsWith("gAAAA", System.Text.Encoding.ASCII.GetString(version.Ciphertext), StringComparison.Ordinal);
        Assert.Equal(["secret.created"], (await _test.AuditAsync()).Select(e => e.Action));
    }

    [Theory]
    [InlineData("", "v", "secret_name_required")]
    [InlineData("  ", "v", "secret_name_required")]
    [InlineData("a\u0007b", "v", "secret_name_invalid")]
    [InlineData("a\u200bb", "v", "secret_name_invalid")]
    [InlineData("name", "", "secret_value_empty")]
    public async Task Create_BadInput_IsRefusedByName(string name, string value, string code)
    {
        var refused = await Service.CreateAsync(_test.Admin, new SecretDraft(name, new SecretInput(value)), None);

        Assert.Equal(code, refused.Error?.Code);
        Assert.Equal(ErrorKind.Invalid, refused.Error?.Kind);
        Assert.Empty(await _test.AuditAsync());
    }

    [Fact]
    public async Task Create_HalfACharacter_IsRefused()
    {
        // Attributes cannot carry a lone surrogate.
        var broken = $"a{(char)0xD800}b";

        Assert.Equal("secret_name_invalid", (await Service.CreateAsync(_test.Admin, new SecretDraft(broken, new SecretInput("v")), None)).Error?.Code);
        Assert.Equal("secret_value_not_text", (await Service.CreateAsync(_test.Admin, new SecretDraft("name", new SecretInput(broken)), None)).Error?.Code);
    }

    [Fact]
    public async Task Create_ManyFaults_NamesThemAll()
    {
        var refused = await Service.CreateAsync(
            _test.Admin,
            new SecretDraft(new string('n', 201), null) { Tags = [""], Description = new string('d', 1001), ExpiresAt = Times.Now.AddSeconds(-1), Note = new string('n', 501) },
            None);

        Error[] all = [refused.Error!, .. refused.Error!.Others];
        Assert.Equal(["name", "value", "description", "note", "tags", "expires_at"], all.Select(e => e.Field));
    }

    [Fact]
    public async Task Create_LargestValue_IsAccepted_OneByteMoreIsNot()
    {
        var value = new string('v', SecretValue.MaxBytes);

        var secret = await _test.AddAsync("largest", value);
        var refused = await Service.CreateAsync(_test.Admin, new SecretDraft("too large", new SecretInput(value + "v")), None);

        Assert.Equal(ErrorKind.TooLarge, refused.Error?.Kind);
        Assert.Equal(value, (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value.GetText());
    }

    [Fact]
    public async Task Create_BinaryInBase64_KeepsItsBytes()
    {
        byte[] bytes = [0, 255, 10, 13, 0];
        var secret = await _test.AddAsync(draft: new SecretDraft("binary", new SecretInput(Convert.ToBase64String(bytes), SecretEncoding.Base64)));

        var value = (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value;

        Assert.Equal(bytes, value.GetBytes().ToArray());
        Assert.Equal(Convert.ToBase64String(bytes), value.GetText());
        var refused = await Service.CreateAsync(_test.Admin, new SecretDraft("bad", new SecretInput("%%%", SecretEncoding.Base64)), None);
        Assert.Equal("secret_value_not_base64", refused.Error?.Code);
    }

    [Fact]
    public async Task Create_NameInUse_IsRefusedPerScopeWithoutRegardToCase()
    {
        var chatbot = await _test.AddChatbotAsync(_test.Acme);
        await _test.AddAsync("Token");

        var same = await Service.CreateAsync(_test.Admin, new SecretDraft("TOKEN", new SecretInput("v")), None);
        var elsewhere = await Service.CreateAsync(_test.Admin, new SecretDraft("TOKEN", new SecretInput("v")) { ChatbotId = chatbot.Id }, None);

        Assert.Equal("secret_name_taken", same.Error?.Code);
        Assert.False(elsewhere.Failed);
    }

    [Fact]
    public async Task Create_ChatbotOfAnotherOrganization_IsNotFound()
    {
        var theirs = await _test.AddChatbotAsync(_test.Globex);

        var refused = await Service.CreateAsync(_test.Admin, new SecretDraft("Token", new SecretInput("v")) { ChatbotId = theirs.Id }, None);

        Assert.Equal("chatbot_not_found", refused.Error?.Code);
    }

    [Fact]
    public async Task Create_UnknownProvider_NamesTheKnown()
    {
        var refused = await Service.CreateAsync(_test.Admin, new SecretDraft("Token", new SecretInput("v")) { Provider = "rot13" }, None);

        Assert.Equal("secret_provider_unknown", refused.Error?.Code);
        Assert.Contains("fernet", refused.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryMethod_AnotherOrganizationsId_IsNotFound()
    {
        var id = (await _test.AddAsync()).Id;
        var them = _test.Outsider with { Reason = "curious" };

        Error?[] errors =
        [
            (await Service.GetAsync(them, id, None)).Error,
            (await Service.GetWithDeletedAsync(them, id, None)).Error,
            (await Service.VersionsAsync(them, id, None)).Error,
            (await Service.UsersAsync(them, id, None)).Error,
            (await Service.UpdateAsync(them, id, new SecretChange(), Guid.Empty, None)).Error,
            (await Service.RotateAsync(them, id, new SecretRotation(new SecretInput("v")), null, None)).Error,
            (await Service.DeleteAsync(them, id, None)).Error,
            (await Service.RestoreAsync(them, id, None)).Error,
            (await Service.PurgeAsync(them, id, None)).Error,
            (await Service.RevealAsync(them, id, SecretWanted.Current, None)).Error,
            (await Service.ReadForUseAsync(_test.Globex.Id, id, "test", None)).Error,
        ];

        Assert.All(errors, e => Assert.Equal("secret_not_found", e?.Code));
        Assert.Empty((await Service.ListAsync(them, new SecretFilter(), new PageRequest(), None)).Value.Items);
        Assert.Equal(0, (await Statistics.GetAsync(them, None)).Value.Overview.Total);
        Assert.Empty((await Service.TagsAsync(them, None)).Value);
    }

    [Fact]
    public async Task EveryMethod_WithoutThePermission_IsForbidden()
    {
        var id = (await _test.AddAsync()).Id;
        var support = _test.Support with { Reason = "curious" };

        Error?[] errors =
        [
            (await Service.CreateAsync(support, new SecretDraft("x", new SecretInput("v")), None)).Error,
            (await Service.ListAsync(support, new SecretFilter(), new PageRequest(), None)).Error,
            (await Service.GetAsync(support, id, None)).Error,
            (await Service.VersionsAsync(support, id, None)).Error,
            (await Service.UsersAsync(support, id, None)).Error,
            (await Service.TagsAsync(support, None)).Error,
            (await Statistics.GetAsync(support, None)).Error,
            (await Service.UpdateAsync(support, id, new SecretChange(), Guid.Empty, None)).Error,
            (await Service.RotateAsync(support, id, new SecretRotation(new SecretInput("v")), null, None)).Error,
            (await Service.DeleteAsync(support, id, None)).Error,
            (await Service.RestoreAsync(support, id, None)).Error,
            (await Service.PurgeAsync(support, id, None)).Error,
            (await Service.RevealAsync(support, id, SecretWanted.Current, None)).Error,
        ];

        Assert.All(errors, e => Assert.Equal("forbidden", e?.Code));
    }

    [Fact]
    public async Task Update_GivenFields_ChangesThoseAlone()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("Old", new SecretInput("v")) { Description = "kept", Tags = ["kept"], ExpiresAt = Times.Now.AddDays(1) });

        var updated = await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Name = "New", ExpiresAt = (DateTime?)null }, secret.Stamp, None);

        Assert.Equal(("New", "kept", 1), (updated.Value.Name, updated.Value.Description, updated.Value.Version));
        Assert.Equal(["kept"], updated.Value.Tags);
        Assert.Null(updated.Value.ExpiresAt);
        Assert.Equal("""{"fields":"name,expires_at","version":"1"}""", (await _test.AuditAsync())[^1].Details);
    }

    [Fact]
    public async Task Update_AValue_MakesAVersion()
    {
        var secret = await _test.AddAsync(value: "one");

        var updated = await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Value = new SecretInput("two"), Note = "leaked" }, secret.Stamp, None);

        Assert.Equal(2, updated.Value.Version);
        Assert.Equal("two", (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value.GetText());
        var versions = (await Service.VersionsAsync(_test.Admin, secret.Id, None)).Value;
        Assert.Equal([(2, SecretVersionState.Current, "leaked"), (1, SecretVersionState.Previous, null)], versions.Select(v => (v.Number, v.State, v.Note)));
    }

    [Fact]
    public async Task Update_WithoutOrWithAStaleStamp_IsRefusedAndChangesNothing()
    {
        var secret = await _test.AddAsync();
        await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Description = "first" }, secret.Stamp, None);

        var without = await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Description = "second" }, null, None);
        var stale = await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Description = "second" }, secret.Stamp, None);

        Assert.Equal(ErrorKind.PreconditionRequired, without.Error?.Kind);
        Assert.Equal(ErrorKind.PreconditionFailed, stale.Error?.Kind);
        Assert.Equal("first", (await Service.GetAsync(_test.Admin, secret.Id, None)).Value.Description);
    }

    [Fact]
    public async Task Update_RestrictedToMasked_IsRefused()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("Token", new SecretInput("v")) { Visibility = SecretVisibility.Restricted });

        var refused = await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Name = "Other", Visibility = SecretVisibility.Masked }, secret.Stamp, None);

        Assert.Equal("secret_stays_restricted", refused.Error?.Code);
        Assert.Equal("Token", (await Service.GetAsync(_test.Admin, secret.Id, None)).Value.Name);
    }

    [Fact]
    public async Task Update_ToATakenName_IsRefused()
    {
        await _test.AddAsync("Taken");
        var secret = await _test.AddAsync("Mine");

        var refused = await Service.UpdateAsync(_test.Admin, secret.Id, new SecretChange { Name = "taken" }, secret.Stamp, None);

        Assert.Equal("secret_name_taken", refused.Error?.Code);
    }

    [Fact]
    public async Task Rotate_Twice_KeepsThePreviousAndAgesTheFirst()
    {
        var secret = await _test.AddAsync(value: "one");

        await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("two")), null, None);
        var rotated = await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("three"), "yearly"), null, None);

        Assert.Equal(3, rotated.Value.Version);
        var versions = (await Service.VersionsAsync(_test.Admin, secret.Id, None)).Value;
        Assert.Equal([SecretVersionState.Current, SecretVersionState.Previous, SecretVersionState.Old], versions.Select(v => v.State));
    }

    [Fact]
    public async Task Rotate_AtOnce_GivesEachItsOwnVersion()
    {
        var secret = await _test.AddAsync();

        var rotated = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            Task.Run(() => Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput($"value {i}")), null, None))));

        Assert.All(rotated, r => Assert.Null(r.Error));
        Assert.Equal([2, 3, 4, 5], rotated.Select(r => r.Value.Version).Order());
        Assert.Equal([5, 4, 3, 2, 1], (await Service.VersionsAsync(_test.Admin, secret.Id, None)).Value.Select(v => v.Number));
    }

    [Fact]
    public async Task Rotate_AStaleStamp_IsRefused()
    {
        var secret = await _test.AddAsync();
        await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("two")), secret.Stamp, None);

        var refused = await Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("three")), secret.Stamp, None);

        Assert.Equal("secret_changed", refused.Error?.Code);
    }

    [Fact]
    public async Task Delete_ThenRestore_GivesNameFreeAndTakesItBack()
    {
        var secret = await _test.AddAsync("Token", "kept");

        Assert.False((await Service.DeleteAsync(_test.Admin, secret.Id, None)).Failed);

        Assert.Equal("secret_not_found", (await Service.GetAsync(_test.Admin, secret.Id, None)).Error?.Code);
        Assert.Equal("secret_not_found", (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Error?.Code);
        Assert.Equal(secret.Id, Assert.Single((await Service.ListAsync(_test.Admin, new SecretFilter { Deleted = true }, new PageRequest(), None)).Value.Items).Id);
        var other = await _test.AddAsync("token");
        Assert.Equal("secret_name_taken", (await Service.RestoreAsync(_test.Admin, secret.Id, None)).Error?.Code);
        await Service.DeleteAsync(_test.Admin, other.Id, None);
        Assert.False((await Service.RestoreAsync(_test.Admin, secret.Id, None)).Failed);
        Assert.Equal("kept", (await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None)).Value.GetText());
        Assert.Equal("secret_not_deleted", (await Service.RestoreAsync(_test.Admin, secret.Id, None)).Error?.Code);
    }

    [Fact]
    public async Task Restore_AfterThirtyDays_IsTooLate()
    {
        var secret = await _test.AddAsync();
        await Service.DeleteAsync(_test.Admin, secret.Id, None);
        _test.Time.Advance(TimeSpan.FromDays(31));
        var session = _test.Admin;

        await using (var db = await _test.Db.OpenAsync(TenantScope.All("a session that still lives")))
        {
            await using var write = await db.BeginWriteAsync(None);
            await db.Set<Admin.Domain.Accounts.Session>().ExecuteUpdateAsync(s => s.SetProperty(x => x.ExpiresAt, _test.Time.GetUtcNow().UtcDateTime.AddDays(1)));
            await write.CommitAsync(None);
        }

        Assert.Equal("secret_restore_too_late", (await Service.RestoreAsync(session, secret.Id, None)).Error?.Code);
        Assert.Empty((await Service.ListAsync(session, new SecretFilter { Deleted = true }, new PageRequest(), None)).Value.Items);
    }

    [Fact]
    public async Task Delete_UsedByANumber_IsRefusedWithTheList()
    {
        var secret = await _test.AddAsync();
        await _test.Db.AddAsync(Number.Create(_test.Acme.Id, "100000000000001", "+55 11 4000-0001", "Acme Shop", secret.Id, 80, Times.Now));

        var refused = await Service.DeleteAsync(_test.Admin, secret.Id, None);

        Assert.Equal((ErrorKind.Conflict, "secret_in_use"), (refused.Error!.Kind, refused.Error.Code));
        Assert.Contains("Acme Shop", refused.Error.Message, StringComparison.Ordinal);
        Assert.Equal("number", Assert.Single((await Service.UsersAsync(_test.Admin, secret.Id, None)).Value).Type);
    }

    [Fact]
    public async Task Number_WithAnotherOrganizationsSecret_IsRefusedByTheDatabase()
    {
        var secret = await _test.AddAsync();

        await Assert.ThrowsAsync<DbUpdateException>(() =>
            _test.Db.AddAsync(Number.Create(_test.Globex.Id, "100000000000002", "+55 11 4000-0002", "Globex", secret.Id, 80, Times.Now)));
    }

    [Fact]
    public async Task Purge_Deleted_LeavesNoRow()
    {
        var secret = await _test.AddAsync();
        var admin = _test.Admin with { Reason = "gone for good" };

        Assert.Equal("secret_not_deleted", (await Service.PurgeAsync(admin, secret.Id, None)).Error?.Code);
        await Service.DeleteAsync(admin, secret.Id, None);
        Assert.Equal("reason_required", (await Service.PurgeAsync(_test.Admin, secret.Id, None)).Error?.Code);
        Assert.False((await Service.PurgeAsync(admin, secret.Id, None)).Failed);

        await using var db = await _test.Db.OpenAsync(TenantScope.All("what is left"));
        Assert.False(await db.Set<Secret>().AnyAsync());
        Assert.False(await db.Set<SecretVersion>().AnyAsync());
        Assert.Equal("gone for good", (await _test.AuditAsync())[^1].Reason);
    }

    [Fact]
    public async Task Purge_WithoutAFreshConfirmation_IsRefused()
    {
        var secret = await _test.AddAsync();
        await Service.DeleteAsync(_test.Admin, secret.Id, None);
        _test.Time.Advance(TimeSpan.FromMinutes(5));

        var refused = await Service.PurgeAsync(_test.Admin with { Reason = "gone" }, secret.Id, None);

        Assert.Equal("reauthentication_required", refused.Error?.Code);
    }

    [Fact]
    public async Task List_Filters_AddUp()
    {
        var chatbot = await _test.AddChatbotAsync(_test.Acme);
        await _test.AddAsync(draft: new SecretDraft("b_api", new SecretInput("v")) { Kind = SecretKind.ApiKey, Tags = ["prod"], ExpiresAt = Times.Now.AddDays(10) });
        await _test.AddAsync(draft: new SecretDraft("A db", new SecretInput("v")) { Kind = SecretKind.Database, Description = "50%_off shop", ChatbotId = chatbot.Id });
        await _test.AddAsync(draft: new SecretDraft("c", new SecretInput("v")) { ExpiresAt = Times.Now.AddMinutes(5) });
        _test.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(["A db", "b_api", "c"], await NamesAsync(new SecretFilter()));
        Assert.Equal(["b_api"], await NamesAsync(new SecretFilter { Kind = SecretKind.ApiKey }));
        Assert.Equal(["b_api"], await NamesAsync(new SecretFilter { Tag = "prod" }));
        Assert.Equal(["A db"], await NamesAsync(new SecretFilter { ChatbotId = chatbot.Id }));
        Assert.Equal(["A db"], await NamesAsync(new SecretFilter { Text = "50%_OFF" }));
        Assert.Equal(["b_api"], await NamesAsync(new SecretFilter { Text = "B_A" }));
        Assert.Empty(await NamesAsync(new SecretFilter { Text = "5%off" }));
        Assert.Equal(["b_api"], await NamesAsync(new SecretFilter { Expiry = SecretExpiry.Expiring }));
        Assert.Equal(["c"], await NamesAsync(new SecretFilter { Expiry = SecretExpiry.Expired }));
        Assert.Empty(await NamesAsync(new SecretFilter { Provider = "vault" }));
        Assert.Equal(["prod"], (await Service.TagsAsync(_test.Admin, None)).Value);
    }

    [Fact]
    public async Task List_Pages_CoverEverythingOnce()
    {
        for (var i = 0; i < 5; i++)
            await _test.AddAsync($"secret {i}");

        var first = (await Service.ListAsync(_test.Admin, new SecretFilter(), new PageRequest(1, 2), None)).Value;
        var last = (await Service.ListAsync(_test.Admin, new SecretFilter(), new PageRequest(3, 2), None)).Value;

        Assert.Equal((5, 2), (first.Total, first.Items.Count));
        Assert.Equal("secret 4", Assert.Single(last.Items).Name);
    }

    [Fact]
    public async Task Stats_OfSeveral_AddUp()
    {
        await _test.AddAsync(draft: new SecretDraft("a", new SecretInput("v")) { Kind = SecretKind.ApiKey, ExpiresAt = Times.Now.AddDays(10) });
        var used = await _test.AddAsync(draft: new SecretDraft("b", new SecretInput("v")) { Visibility = SecretVisibility.Restricted });
        var deleted = await _test.AddAsync("c");
        await Service.DeleteAsync(_test.Admin, deleted.Id, None);
        await Service.ReadForUseAsync(_test.Acme.Id, used.Id, "test", None);
        await _test.Usage.FlushAsync(closing: true, None);

        var stats = (await Statistics.GetAsync(_test.Admin, None)).Value;

        Assert.Equal((2, 1, 0, 1, 0, 1, 1), (stats.Overview.Total, stats.Overview.Expiring, stats.Overview.Expired, stats.NeverUsed, stats.Stale, stats.Restricted, stats.Deleted));
        Assert.Equal(1, stats.ByKind[SecretKind.ApiKey]);
        Assert.Equal(2, stats.ByProvider["fernet"]);
    }

    private async Task<IEnumerable<string>> NamesAsync(SecretFilter filter) =>
        (await Service.ListAsync(_test.Admin, filter, new PageRequest(), None)).Value.Items.Select(s => s.Name);
}
