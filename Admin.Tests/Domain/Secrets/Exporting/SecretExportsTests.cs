using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Exporting;
using Admin.Domain.Secrets.Importing;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Secrets.Exporting;

public sealed class SecretExportsTests : IAsyncLifetime
{
    private static readonly SecretSelection Everything = new(new SecretFilter());

    private SecretsFixture _test = null!;

    private SecretExports Exports => _test.Get<SecretExports>();

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Values_WithAReason_AreRevealedEachWithItsEntry()
    {
        var (one, two) = (await _test.AddAsync("ONE", "1"), await _test.AddAsync("TWO", "2"));

        var export = (await Exports.ValuesAsync(_test.Admin with { Reason = "moving house" }, Everything, CancellationToken.None)).Value;

        Assert.Equal([("ONE", "1"), ("TWO", "2")], export.Secrets.Select(s => (s.Secret.Name, s.Value.GetText())));
        var entries = (await _test.AuditAsync()).Where(e => e.Reason == "moving house").ToList();
        Assert.Equal([("secret.revealed", one.Id.ToString()), ("secret.revealed", two.Id.ToString()), ("secret.exported", null)], entries.Select(e => (e.Action, e.SubjectId)));
        Assert.Equal(1, (await _test.Service.GetAsync(_test.Admin, one.Id, CancellationToken.None)).Value.UsageCount);
        Assert.Contains(await _test.Service.HistoryAsync(_test.Admin, two.Id, CancellationToken.None) is { Failed: false } history ? history.Value : [], h => h.Action == "secret.revealed");
    }

    [Fact]
    public async Task Values_OfMany_AreToldToTheOtherAdminsAtOnce()
    {
        await _test.AddPersonAsync("second@acme.test", _test.Acme, Role.OrgAdmin);
        for (var i = 0; i < 11; i++)
            await _test.AddAsync($"MANY_{i}", "v");

        Assert.False((await Exports.ValuesAsync(_test.Admin with { Reason = "moving house" }, Everything, CancellationToken.None)).Failed);

        await using var db = await _test.Db.OpenAsync(TenantScope.For(_test.Acme.Id));
        Assert.Equal("secret.many_reveals", Assert.Single(await db.Set<Notice>().ToListAsync(CancellationToken.None)).Kind);
    }

    [Fact]
    public async Task Values_OfARestrictedSecret_AreLeftOutByName()
    {
        await _test.AddAsync("OPEN", "1");
        await _test.AddAsync(draft: new SecretDraft("HIDDEN", new SecretInput("2")) { Visibility = SecretVisibility.Restricted });

        var export = (await Exports.ValuesAsync(_test.Admin with { Reason = "moving house" }, Everything, CancellationToken.None)).Value;

        Assert.Equal("OPEN", Assert.Single(export.Secrets).Secret.Name);
        Assert.Equal(("HIDDEN", "secret_restricted"), Assert.Single(export.LeftOut) is var left ? (left.Name, left.Why.Code) : default);
        Assert.Equal("# left out: HIDDEN (secret_restricted)\nOPEN=1\n", SecretEnvFile.Write(export));
    }

    [Fact]
    public async Task Values_WithoutReasonConfirmationOrPermission_AreRefused()
    {
        await _test.AddAsync();

        Assert.Equal("reason_required", (await Exports.ValuesAsync(_test.Admin, Everything, CancellationToken.None)).Error?.Code);
        Assert.Equal("forbidden", (await Exports.ValuesAsync(_test.Support with { Reason = "curious" }, Everything, CancellationToken.None)).Error?.Code);
        _test.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("reauthentication_required", (await Exports.ValuesAsync(_test.Admin with { Reason = "curious" }, Everything, CancellationToken.None)).Error?.Code);
        Assert.DoesNotContain(await _test.AuditAsync(), e => e.Action is "secret.revealed" or "secret.exported");
    }

    [Fact]
    public async Task Values_ByAServiceToken_AreNotToBeHad()
    {
        var secret = await _test.AddAsync();
        var token = await _test.AddTokenAsync(["secrets.read"], secret.Id.Value);

        Assert.Equal("reauthentication_required", (await Exports.ValuesAsync(token with { Reason = "curious" }, Everything, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Values_Twice_TakeThePersonsRevealsOfTheHour()
    {
        await ManyAsync(30);
        var actor = _test.Admin with { Reason = "moving house" };

        Assert.Null((await Exports.ValuesAsync(actor, Everything, CancellationToken.None)).Error);
        Assert.Null((await Exports.ValuesAsync(actor, Everything, CancellationToken.None)).Error);
        Assert.Equal(RateErrors.RateLimitedCode, (await Exports.ValuesAsync(actor, Everything, CancellationToken.None)).Error?.Code);
    }

    [Fact]
    public async Task Values_OfMoreThanCanLeaveAtOnce_AreRefusedAndCostNothing()
    {
        await ManyAsync(SecretExports.MaxValues + 1);
        var actor = _test.Admin with { Reason = "moving house" };

        Assert.Equal("secret_export_too_many", (await Exports.ValuesAsync(actor, Everything, CancellationToken.None)).Error?.Code);
        Assert.Null((await Exports.ValuesAsync(actor, new SecretSelection(new SecretFilter { Text = "n10" }), CancellationToken.None)).Error);
    }

    [Fact]
    public async Task Values_OfTickedOnes_AreTheirsAlone()
    {
        var (one, _) = (await _test.AddAsync("ONE", "1"), await _test.AddAsync("TWO", "2"));

        var export = (await Exports.ValuesAsync(_test.Admin with { Reason = "moving house" }, new SecretSelection(new SecretFilter(), [one.Id]), CancellationToken.None)).Value;

        Assert.Equal("ONE", Assert.Single(export.Secrets).Secret.Name);
    }

    [Fact]
    public async Task AsEnv_WhatAFileCannotCarry_IsLeftOut()
    {
        var chatbot = await _test.AddChatbotAsync(_test.Acme);
        await _test.AddAsync("WhatsApp token", "1");
        await _test.AddAsync(draft: new SecretDraft("BINARY", new SecretInput("AAE=", SecretEncoding.Base64)));
        await _test.AddAsync("SAME", "2");
        await _test.AddAsync(draft: new SecretDraft("SAME", new SecretInput("3")) { ChatbotId = chatbot.Id });

        var export = (await Exports.ValuesAsync(_test.Admin with { Reason = "moving house" }, Everything, CancellationToken.None)).Value;

        Assert.Equal(4, export.Secrets.Count);
        Assert.Equal(["SAME"], export.AsEnv().Secrets.Select(s => s.Secret.Name));
        Assert.Equal(["secret_export_name_unfit", "secret_export_name_twice", "secret_export_name_unfit"], export.AsEnv().LeftOut.OrderBy(l => l.Name, StringComparer.Ordinal).Select(l => l.Why.Code));
    }

    [Fact]
    public async Task Values_AsAFile_AreImportedAsTheSame()
    {
        await _test.AddAsync("ONE", "it's \"quoted\" \\ $HOME");
        await _test.AddAsync("TWO", "line\nline\r\n\ttab");
        var export = (await Exports.ValuesAsync(_test.Admin with { Reason = "moving house" }, Everything, CancellationToken.None)).Value;

        var report = await _test.Get<SecretImports>().RunAsync(_test.Admin, new SecretImportRequest(SecretImportSource.Env) { Text = new SecretImportText(SecretEnvFile.Write(export)) }, CancellationToken.None);

        Assert.Equal([SecretImportState.Same, SecretImportState.Same], report.Value.Rows.Select(r => r.State));
    }

    [Fact]
    public async Task Names_AsCsv_HaveNoValueAndNoFormula()
    {
        await _test.AddAsync(draft: new SecretDraft("=CMD()", new SecretInput("canary-51c0de")) { Description = "+1", Tags = ["@a"] });

        var names = (await Exports.NamesAsync(_test.Admin, Everything, CancellationToken.None)).Value;

        var line = SecretNamesCsv.Write(names).Split("\r\n")[1];
        Assert.StartsWith("'=CMD(),other,,masked,fernet,'+1,'@a,1,admin@acme.test,0,", line, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", line, StringComparison.Ordinal);
        Assert.Contains(await _test.AuditAsync(), e => e.Action == "secret.names_exported");
    }

    [Fact]
    public async Task Names_OfNothing_AreNotFound()
    {
        var foreign = await _test.AddAsync();

        Assert.Equal("secret_export_empty", (await Exports.NamesAsync(_test.Outsider, new SecretSelection(new SecretFilter(), [foreign.Id]), CancellationToken.None)).Error?.Code);
        Assert.Equal("secret_ids_too_many", (await Exports.NamesAsync(_test.Admin, new SecretSelection(new SecretFilter(), [.. Enumerable.Range(0, 501).Select(_ => SecretId.New())]), CancellationToken.None)).Error?.Code);
    }

    private async Task ManyAsync(int count)
    {
        var text = new SecretImportText(string.Concat(Enumerable.Range(0, count).Select(i => $"N{i}=x{i}\n")));
        Assert.Null((await _test.Get<SecretImports>().RunAsync(_test.Admin, new SecretImportRequest(SecretImportSource.Env) { Text = text }, CancellationToken.None)).Error);
    }
}
