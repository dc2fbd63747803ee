using System.Text;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.Importing;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Domain.Secrets.Importing;

public sealed class SecretImportsTests : IAsyncLifetime
{
    private const string Canary = "canary-51c0de";

    private readonly FailingCipher _failing = new();
    private SecretsFixture _test = null!;

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync(s => s.AddSingleton<ISecretCipher>(_failing));

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Run_ADryRun_JudgesEachLineAndWritesNothing()
    {
        await _test.AddAsync("STAYS", "one");
        await _test.AddAsync("CHANGES", "one");

        var report = (await RunAsync("STAYS=one\nCHANGES=two\nNEW=three\n\nbroken", dryRun: true)).Value;

        Assert.Equal(
            [(1, "STAYS", SecretImportState.Same), (2, "CHANGES", SecretImportState.Changed), (3, "NEW", SecretImportState.New), (5, null, SecretImportState.Bad)],
            report.Rows.Select(r => (r.Position.Line!.Value, r.Name, r.State)));
        Assert.Equal("secret_import_no_equals", report.Rows[3].Fault?.Code);
        Assert.Equal(2, await CountAsync<SecretVersion>());
        var entry = (await _test.AuditAsync())[^1];
        Assert.Equal("secret.imported", entry.Action);
        Assert.Contains("\"dry_run\":\"true\"", entry.Details, StringComparison.Ordinal);
        Assert.Contains("\"same\":\"1\"", entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ForReal_CreatesTheNewAndRotatesTheChanged()
    {
        var changes = await _test.AddAsync("CHANGES", "one");

        var report = (await RunAsync("CHANGES=two\nNEW=three\nbroken")).Value;

        Assert.Equal((1, 1, 1), (report.Count(SecretImportState.New), report.Count(SecretImportState.Changed), report.Count(SecretImportState.Bad)));
        Assert.Equal("two", await ValueAsync(changes.Id));
        Assert.Equal("three", await ValueAsync(report.Rows[1].Secret!.Value));
        Assert.Equal(["secret.created", "secret.rotated", "secret.created", "secret.imported"], (await _test.AuditAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Run_TheSameAgain_ChangesNothing()
    {
        const string Text = "A=1\nB='two words'\nC=\"three\\nlines\"";
        await RunAsync(Text);
        var before = await CountAsync<SecretVersion>();

        var again = (await RunAsync(Text)).Value;

        Assert.All(again.Rows, r => Assert.Equal(SecretImportState.Same, r.State));
        Assert.Equal(before, await CountAsync<SecretVersion>());
    }

    [Fact]
    public async Task Run_OntoARestrictedSecret_NeverSaysThatTheValueIsTheSame()
    {
        await _test.AddAsync(draft: new SecretDraft("HIDDEN", new SecretInput("guess")) { Visibility = SecretVisibility.Restricted });

        var report = (await RunAsync("HIDDEN=guess", dryRun: true)).Value;

        Assert.Equal(SecretImportState.Changed, Assert.Single(report.Rows).State);
    }

    [Fact]
    public async Task Run_SkippingWhatExists_ComparesNothing()
    {
        await _test.AddAsync("OLD", "one");

        var report = (await RunAsync("OLD=one\nNEW=two", change: r => r with { OnExisting = SecretImportExisting.Skip })).Value;

        Assert.Equal([SecretImportState.Skipped, SecretImportState.New], report.Rows.Select(r => r.State));
    }

    [Fact]
    public async Task Run_AProviderThatFailsInTheMiddle_WritesNothingAtAll()
    {
        var standing = await _test.AddAsync("STANDING", "one");
        _failing.FailsAt = 5;

        var report = await RunAsync("STANDING=two\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"N{i}={Canary}\n")), change: r => r with { Provider = FailingCipher.Name });

        Assert.Equal((ErrorKind.Unavailable, "secret_provider_unreachable"), (report.Error?.Kind, report.Error?.Code));
        Assert.Equal(1, await CountAsync<Secret>());
        Assert.Equal(1, (await _test.Service.GetAsync(_test.Admin, standing.Id, CancellationToken.None)).Value.Version);
        Assert.Equal(["secret.created"], (await _test.AuditAsync()).Select(e => e.Action));
    }

    [Fact]
    public async Task Run_BadEntriesWhereThoseAreRefused_WritesNothing()
    {
        var report = await RunAsync("A=1\nbroken", change: r => r with { OnBad = SecretImportBad.Refuse });

        Assert.Equal("secret_import_has_bad_entries", report.Error?.Code);
        Assert.Equal(0, await CountAsync<Secret>());
    }

    [Fact]
    public async Task Run_NamesThatStandTwice_AreBadWhereverTheyStand()
    {
        var report = (await RunAsync("A=1\nB=2\na=3", dryRun: true)).Value;

        Assert.Equal([SecretImportState.Bad, SecretImportState.New, SecretImportState.Bad], report.Rows.Select(r => r.State));
        Assert.Equal("3", report.Rows[0].Fault!.Args[0].Value);
    }

    [Theory]
    [InlineData("", "secret_import_empty")]
    [InlineData(" \n# nothing\n", "secret_import_empty")]
    public async Task Run_ATextThatIsNone_IsRefused(string text, string code) => Assert.Equal(code, (await RunAsync(text)).Error?.Code);

    [Fact]
    public async Task Run_HalfACharacter_IsRefused() => Assert.Equal("secret_import_not_utf8", (await RunAsync("A=\ud800")).Error?.Code);

    [Fact]
    public async Task Run_BytesThatAreNoUtf8_AreRefused()
    {
        var latin = new SecretImportRequest(SecretImportSource.Env) { Text = new SecretImportText(Encoding.Latin1.GetBytes("A=ação")) };
        var utf16 = latin with { Text = new SecretImportText(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("A=1")).ToArray()) };

        Assert.Equal("secret_import_not_utf8", (await RunAsync(latin)).Error?.Code);
        Assert.Equal("secret_import_not_utf8", (await RunAsync(utf16)).Error?.Code);
    }

    [Fact]
    public async Task Run_AByteOrderMark_IsNoPartOfTheFirstName() =>
        Assert.Equal("A", Assert.Single((await RunAsync("\uFEFFA=1", dryRun: true)).Value.Rows).Name);

    [Fact]
    public async Task Run_FarTooMuch_SaysTheLimit()
    {
        Assert.Equal("secret_import_too_large", (await RunAsync("A=" + new string('x', SecretImportText.MaxBytes))).Error?.Code);
        Assert.Equal("secret_import_too_many", (await RunAsync(string.Concat(Enumerable.Range(0, SecretImportErrors.MaxEntries + 1).Select(i => $"A{i}=x\n")))).Error?.Code);
        Assert.Equal("secret_value_too_large", Assert.Single((await RunAsync("A=" + new string('x', SecretValue.MaxBytes + 1), dryRun: true)).Value.Rows).Fault?.Code);
    }

    [Fact]
    public async Task Run_AThousandEntries_AreWrittenTogether()
    {
        var report = (await RunAsync(string.Concat(Enumerable.Range(0, SecretImportErrors.MaxEntries).Select(i => $"A{i}=x{i}\n")))).Value;

        Assert.Equal(SecretImportErrors.MaxEntries, report.Count(SecretImportState.New));
        Assert.Equal(SecretImportErrors.MaxEntries, await CountAsync<Secret>());
        Assert.Equal(SecretImportErrors.MaxEntries + 1, (await _test.AuditAsync()).Count);
    }

    [Fact]
    public async Task Run_WithoutThePermission_IsRefused()
    {
        var request = new SecretImportRequest(SecretImportSource.Env) { Text = new SecretImportText("A=1") };

        Assert.Equal("forbidden", (await _test.Get<SecretImports>().RunAsync(_test.Support, request, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Run_AValueAnywhere_ShowsInNoReportLogOrAudit()
    {
        await _test.AddAsync("HAS_IT", "other");
        string[] texts =
        [
            $"HAS_IT={Canary}\nNEW={Canary}\n{Canary}\nx {Canary}=1\nOPEN=\"{Canary}\nAFTER='{Canary}' {Canary}\nCTRL={Canary}\u0001\n{Canary}=",
            $$"""{"A":"{{Canary}}\u0000","B":{"{{Canary}}":"x"},"C":["{{Canary}}"]}""",
            $$"""{"A":"{{Canary}}" {{Canary}}}""",
            $$"""[{"name":"A","value":"{{Canary}}","{{Canary}}{{new string('x', 50)}}":1}]""",
        ];

        foreach (var text in texts)
        {
            foreach (var source in new[] { SecretImportSource.Env, SecretImportSource.Json })
            {
                var report = await RunAsync(new SecretImportRequest(source) { Text = new SecretImportText(text), DryRun = true });

                // A line of NAME= may show its name: nothing tells that it is a value.
                var rows = report.Failed ? [] : report.Value.Rows.Where(r => r.Name != Canary).ToList();
                Assert.DoesNotContain(Canary, $"{report.Error} {string.Join('\n', rows)} {string.Join('\n', rows.SelectMany(r => r.Fault?.Args ?? []))}", StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain(Canary, string.Join('\n', (await _test.AuditAsync()).Select(e => e.Details)), StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, _test.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RowsOfTheFormerSystem_AreTakenOverWithTheirUsage()
    {
        var (old, older) = (FernetKey.Generate(), FernetKey.Generate());
        var chatbot = await _test.AddChatbotAsync(_test.Acme);
        var request = new SecretImportRequest(SecretImportSource.FernetTokens)
        {
            Key = new FormerKey($"{old.Export()}, {older.Export()}"),
            Items =
            [
                new FormerSecret("A", Token(old, "one")) { UsageCount = 41, LastUsedAt = Times.Now.AddDays(-3) },
                new FormerSecret("B", Token(older, "two")) { ChatbotId = chatbot.Id },
                new FormerSecret("C", Token(FernetKey.Generate(), "three")),
                new FormerSecret("D", Token(old, "four")) { UsageCount = -1 },
                new FormerSecret("E", FernetToken.Encrypt(old, [0, 255, 1], Times.Start)),
            ],
        };

        var report = (await RunAsync(request)).Value;

        Assert.Equal([null, null, "secret_import_token_unreadable", "secret_import_usage_invalid", null], report.Rows.Select(r => r.Fault?.Code));
        Assert.Equal([0, 1, 2, 3, 4], report.Rows.Select(r => r.Position.Index!.Value));
        var made = (await _test.Service.GetAsync(_test.Admin, report.Rows[0].Secret!.Value, CancellationToken.None)).Value;
        Assert.Equal((41, Times.Now.AddDays(-3)), (made.UsageCount, made.LastUsedAt));
        Assert.Equal(chatbot.Id, (await _test.Service.GetAsync(_test.Admin, report.Rows[1].Secret!.Value, CancellationToken.None)).Value.ChatbotId);
        Assert.Equal("one", await ValueAsync(made.Id));
        Assert.Equal(Convert.ToBase64String([0, 255, 1]), await ValueAsync(report.Rows[4].Secret!.Value));
        Assert.All((await RunAsync(request)).Value.Rows.Where(r => r.Fault is null), r => Assert.Equal(SecretImportState.Same, r.State));
        Assert.DoesNotContain(old.Export(), _test.Log.Text + string.Concat((await _test.AuditAsync()).Select(e => e.Details)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "secret_import_key_required")]
    [InlineData(" , ", "secret_import_key_invalid")]
    [InlineData("short", "secret_import_key_invalid")]
    public async Task Run_AKeyThatIsNone_IsRefused(string? key, string code) =>
        Assert.Equal(code, (await RunAsync(new SecretImportRequest(SecretImportSource.FernetTokens) { Key = key is null ? null : new FormerKey(key), Items = [new FormerSecret("A", "x")] })).Error?.Code);

    private static string Token(FernetKey key, string value) => FernetToken.Encrypt(key, Encoding.UTF8.GetBytes(value), Times.Start.AddYears(-3));

    private Task<Result<SecretImportReport>> RunAsync(string text, bool dryRun = false, Func<SecretImportRequest, SecretImportRequest>? change = null)
    {
        var request = new SecretImportRequest(SecretImportSource.Env) { Text = new SecretImportText(text), DryRun = dryRun };
        return RunAsync(change?.Invoke(request) ?? request);
    }

    private Task<Result<SecretImportReport>> RunAsync(SecretImportRequest request) => _test.Get<SecretImports>().RunAsync(_test.Admin, request, CancellationToken.None);

    private async Task<string> ValueAsync(SecretId id) => (await _test.Service.ReadForUseAsync(_test.Acme.Id, id, "test", CancellationToken.None)).Value.GetText();

    private async Task<int> CountAsync<T>()
        where T : class
    {
        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        return await db.Set<T>().CountAsync();
    }

    /// <summary>A provider that goes away after some values.</summary>
    private sealed class FailingCipher : ISecretCipher
    {
        public const string Name = "failing";

        private int _sealed;

        public int FailsAt { get; set; } = int.MaxValue;

        public string Provider => Name;

        public bool IsSetUp => true;

        public Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct) =>
            Task.FromResult<Result<SealedValue>>(Interlocked.Increment(ref _sealed) > FailsAt ? SecretProviderErrors.Unreachable(Name) : new SealedValue("key", content.ToArray(), []));

        public Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct) => Task.FromResult<Result<byte[]>>(value.Ciphertext);

        public IReadOnlyList<string> KeyIds => ["key"];

        public Task<SecretCipherHealth> CheckAsync(CancellationToken ct) => Task.FromResult(new SecretCipherHealth("key"));

        public Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct) => Task.FromResult<Error?>(null);
    }
}
