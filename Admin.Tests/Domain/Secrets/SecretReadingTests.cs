using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretReadingTests : IAsyncLifetime
{
    private const string Canary = "canary-7f3a91";
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    private SecretService Service => _test.Service;

    private Actor Admin => _test.Admin with { Reason = "support case 42" };

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Reveal_WithReasonAndFreshSignIn_GivesTheValueAndIsAudited()
    {
        var secret = await _test.AddAsync(value: Canary);

        var revealed = await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None);

        Assert.Equal(Canary, revealed.Value.Value.GetText());
        Assert.Equal(1, revealed.Value.Secret.UsageCount);
        var entry = (await _test.AuditAsync())[^1];
        Assert.Equal(("secret.revealed", "support case 42", secret.Id.ToString(), AuditOutcome.Done), (entry.Action, entry.Reason, entry.SubjectId, entry.Outcome));
        Assert.Equal(1, (await Service.GetAsync(Admin, secret.Id, None)).Value.UsageCount);
    }

    [Fact]
    public async Task Reveal_DoesNotChangeTheStamp()
    {
        var secret = await _test.AddAsync();

        await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None);

        Assert.Equal(secret.Stamp, (await Service.GetAsync(Admin, secret.Id, None)).Value.Stamp);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  x  ")]
    public async Task Reveal_WithoutAReason_IsRefused(string? reason)
    {
        var secret = await _test.AddAsync();

        var refused = await Service.RevealAsync(_test.Admin with { Reason = reason }, secret.Id, SecretWanted.Current, None);

        Assert.Equal("reason_required", refused.Error?.Code);
    }

    [Fact]
    public async Task Reveal_FiveMinutesAfterTheSignIn_AsksForConfirmation()
    {
        var secret = await _test.AddAsync();
        _test.Time.Advance(TimeSpan.FromMinutes(5));

        var refused = await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None);

        Assert.Equal("reauthentication_required", refused.Error?.Code);
        Assert.DoesNotContain(await _test.AuditAsync(), e => e.Action == "secret.revealed");
    }

    [Fact]
    public async Task Reveal_MoreThanTwentyAnHour_IsLimited()
    {
        var secret = await _test.AddAsync();
        for (var i = 0; i < 20; i++)
            Assert.False((await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None)).Failed);

        var limited = await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None);

        Assert.Equal(ErrorKind.RateLimited, limited.Error?.Kind);
        Assert.Equal(20, (await _test.AuditAsync()).Count(e => e.Action == "secret.revealed"));
    }

    [Fact]
    public async Task Reveal_Restricted_IsRefusedToPeopleAndGivenToServices()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("Token", new SecretInput(Canary)) { Visibility = SecretVisibility.Restricted });
        var token = await _test.AddTokenAsync([ServiceTokenScopes.SecretsRead], secret.Id.Value);

        Assert.Equal("secret_restricted", (await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None)).Error?.Code);
        Assert.Equal(Canary, (await Service.RevealAsync(token, secret.Id, SecretWanted.Current, None)).Value.Value.GetText());
    }

    [Fact]
    public async Task Reveal_ServiceToken_ReadsWhatItNamesAlone()
    {
        var chatbot = await _test.AddChatbotAsync(_test.Acme);
        var named = await _test.AddAsync("named", Canary);
        var ofChatbot = await _test.AddAsync(draft: new SecretDraft("bot's", new SecretInput(Canary)) { ChatbotId = chatbot.Id });
        var other = await _test.AddAsync("other", Canary);
        var token = await _test.AddTokenAsync([ServiceTokenScopes.SecretsRead], named.Id.Value, chatbot.Id.Value);
        var without = await _test.AddTokenAsync([ServiceTokenScopes.LiveRead], named.Id.Value);

        Assert.False((await Service.RevealAsync(token, named.Id, SecretWanted.Current, None)).Failed);
        Assert.False((await Service.RevealAsync(token, ofChatbot.Id, SecretWanted.Current, None)).Failed);
        Assert.Equal("secret_not_found", (await Service.RevealAsync(token, other.Id, SecretWanted.Current, None)).Error?.Code);
        Assert.Equal("forbidden", (await Service.RevealAsync(without, named.Id, SecretWanted.Current, None)).Error?.Code);
        Assert.Equal("forbidden", (await Service.ListAsync(token, new SecretFilter(), new(), None)).Error?.Code);
    }

    [Fact]
    public async Task Reveal_ServiceTokenManyTimes_MakesOneEntryAMinuteAndCountsExactly()
    {
        var secret = await _test.AddAsync();
        var token = await _test.AddTokenAsync([ServiceTokenScopes.SecretsRead], secret.Id.Value);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Service.RevealAsync(token, secret.Id, SecretWanted.Current, None))));
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        await Service.RevealAsync(token, secret.Id, SecretWanted.Current, None);
        await _test.Usage.FlushAsync(closing: false, None);

        var entries = (await _test.AuditAsync()).Where(e => e.ActorKind == ActorKind.ServiceToken).ToList();
        Assert.Equal(["secret.read", "secret.read", "secret.reads_counted"], entries.Select(e => e.Action).Order());
        Assert.Contains("\"count\":\"20\"", entries.Single(e => e.Action == "secret.reads_counted").Details, StringComparison.Ordinal);
        Assert.Equal(21, (await Service.GetAsync(Admin, secret.Id, None)).Value.UsageCount);
    }

    [Fact]
    public async Task ReadForUse_ManyTimes_IsCountedInOneBatch()
    {
        var secret = await _test.AddAsync();
        for (var i = 0; i < 3; i++)
            await Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "test", None);

        Assert.Equal(0, (await Service.GetAsync(Admin, secret.Id, None)).Value.UsageCount);
        await _test.Usage.FlushAsync(closing: false, None);
        await _test.Usage.FlushAsync(closing: false, None);

        var read = (await Service.GetAsync(Admin, secret.Id, None)).Value;
        Assert.Equal((3L, (DateTime?)Times.Now), (read.UsageCount, read.LastUsedAt));
    }

    [Theory]
    [InlineData(SecretProviders.Fernet)]
    [InlineData(SecretProviders.AesGcm)]
    public async Task Reveal_CiphertextMovedToAnotherSecret_IsRefusedAndAudited(string provider)
    {
        var mine = await AddAsync(provider, "mine", "mine");
        var theirs = await AddAsync(provider, "theirs", Canary);
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET Ciphertext = (SELECT Ciphertext FROM SecretVersions WHERE SecretId = {theirs.Id.Value}), Binding = (SELECT Binding FROM SecretVersions WHERE SecretId = {theirs.Id.Value}) WHERE SecretId = {mine.Id.Value}");

        await AssertUnreadableAsync(mine.Id, "secret_unreadable");
    }

    [Theory]
    [InlineData(SecretProviders.Fernet)]
    [InlineData(SecretProviders.AesGcm)]
    public async Task Reveal_KeyNotInTheRing_NamesTheKeyAndIsAudited(string provider)
    {
        var secret = await AddAsync(provider, "API_KEY", Canary);
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET KeyId = 'feedfeedfeedfeed'");

        await AssertUnreadableAsync(secret.Id, "secret_key_missing");
    }

    [Fact]
    public async Task WholeFlow_WithACanary_LeavesItInNoLogAuditListOrException()
    {
        var secret = await _test.AddAsync(value: Canary);
        await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None);
        await Service.RotateAsync(Admin, secret.Id, new SecretRotation(new SecretInput(Canary + "2"), "note"), null, None);
        await Service.CreateAsync(Admin, new SecretDraft("API_KEY", new SecretInput(Canary)), None);
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET Binding = x'00'");
        await Service.RevealAsync(Admin, secret.Id, SecretWanted.Current, None);
        var list = await Service.ListAsync(Admin, new SecretFilter(), new(), None);
        var draft = new SecretDraft("x", new SecretInput(Canary));

        Assert.NotEmpty(_test.Log.Text);
        Assert.DoesNotContain(Canary, _test.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, System.Text.Json.JsonSerializer.Serialize(list.Value.Items), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, System.Text.Json.JsonSerializer.Serialize(draft), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, draft.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, string.Join('\n', (await _test.AuditAsync()).Select(e => $"{e.Details} {e.Reason}")), StringComparison.Ordinal);
        await using var rows = File.Open(_test.Db.Directory.File("admin.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(rows, System.Text.Encoding.Latin1);
        Assert.DoesNotContain(Canary, await reader.ReadToEndAsync(None), StringComparison.Ordinal);
    }

    private Task<SecretView> AddAsync(string provider, string name, string value) =>
        _test.AddAsync(draft: new SecretDraft(name, new SecretInput(value)) { Provider = provider });

    private async Task AssertUnreadableAsync(SecretId id, string code)
    {
        var refused = await Service.RevealAsync(Admin, id, SecretWanted.Current, None);

        Assert.Equal(code, refused.Error?.Code);
        var entry = (await _test.AuditAsync())[^1];
        Assert.Equal(("secret.read_failed", AuditOutcome.Failed, id.ToString()), (entry.Action, entry.Outcome, entry.SubjectId));
    }
}
