using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Secrets;

namespace Admin.Tests.Domain.Secrets;

public sealed class SecretStatisticsTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Reads_OfSeveralDays_AreCountedByDayAndReader()
    {
        var secret = await _test.AddAsync("KEY");
        var token = await _test.AddTokenAsync(secret.Id.Value);
        await ReadAsync(token, secret.Id, 3);
        _test.Time.Advance(TimeSpan.FromDays(1));
        await ReadAsync(token, secret.Id, 2);
        await _test.Service.ReadForUseAsync(_test.Acme.Id, secret.Id, "send", None);
        await _test.Usage.FlushAsync(closing: true, None);

        var stats = await StatsAsync();

        Assert.Equal(SecretStats.ReadDays, stats.Days.Count);
        Assert.Equal([3L, 3L], stats.Days.TakeLast(2).Select(d => d.Count));
        Assert.Equal(DateOnly.FromDateTime(_test.Now), stats.Days[^1].Day);
        Assert.Equal([("worker", 5L), ("send", 1L)], stats.TopReaders.Select(r => (r.Name, r.Count)));
        Assert.Equal(6, (await _test.Service.GetAsync(_test.Admin, secret.Id, None)).Value.UsageCount);
    }

    [Fact]
    public async Task Entitled_WhoNeverRead_AreGhosts()
    {
        var chatbot = await _test.AddChatbotAsync(_test.Acme);
        var first = await _test.AddAsync("FIRST");
        await _test.AddAsync(draft: new SecretDraft("SECOND", new SecretInput("v")) { ChatbotId = chatbot.Id, Visibility = SecretVisibility.Restricted });
        var token = await _test.AddTokenAsync(first.Id.Value, chatbot.Id.Value);
        await ReadAsync(token, first.Id, 1);

        var entitled = (await StatsAsync()).Entitled;

        Assert.Equal([("admin@acme.test", 1, 0, true), ("worker", 2, 1, false)], entitled.Select(r => (r.Name, r.MayRead, r.DidRead, r.IsGhost)));
    }

    [Fact]
    public async Task Entitled_WhoseReadsAreOlderThanNinetyDays_AreGhostsAgain()
    {
        var secret = await _test.AddAsync("KEY");
        var token = await _test.AddTokenAsync(secret.Id.Value);
        await ReadAsync(token, secret.Id, 1);
        await _test.ChangeRowsAsync($"UPDATE SecretReads SET Day = '2000-01-01 00:00:00'");

        Assert.True((await StatsAsync()).Entitled.Single(r => r.Name == "worker").IsGhost);
    }

    [Fact]
    public async Task Duplicates_OfOneOrganization_AreFoundWithoutAValue()
    {
        await _test.AddAsync("A", "the same");
        await _test.AddAsync("B", "the same");
        await _test.AddAsync("C", "another");
        var deleted = await _test.AddAsync("D", "another");
        await _test.Service.DeleteAsync(_test.Admin, deleted.Id, None);
        await _test.Service.CreateAsync(_test.Outsider, new SecretDraft("E", new SecretInput("another")), None);

        Assert.Equal(2, (await StatsAsync()).Duplicates);
        var listed = (await _test.Service.ListAsync(_test.Admin, new SecretFilter { Attention = SecretAttention.Duplicate }, new PageRequest(), None)).Value.Items;
        Assert.Equal(["A", "B"], listed.Select(s => s.Name));
    }

    [Fact]
    public void Fingerprint_OfOneValue_DiffersBetweenOrganizationsAndKeys()
    {
        var prints = _test.Get<SecretFingerprints>();
        var value = new SecretInput("value").Read().Value;

        Assert.Equal(prints.Of(_test.Acme.Id, value), prints.Of(_test.Acme.Id, new SecretInput("value").Read().Value));
        Assert.NotEqual(prints.Of(_test.Acme.Id, value), prints.Of(_test.Globex.Id, value));
        Assert.NotEqual(prints.Of(_test.Acme.Id, value), prints.Of(_test.Acme.Id, new SecretInput("valuf").Read().Value));
    }

    private async Task ReadAsync(Actor token, SecretId secret, int times)
    {
        for (var i = 0; i < times; i++)
            Assert.Null((await _test.Service.RevealAsync(token, secret, SecretWanted.Current, None)).Error);
        await _test.Usage.FlushAsync(closing: true, None);
    }

    private async Task<SecretStats> StatsAsync()
    {
        var admin = await _test.AddPersonAsync($"reader{_test.Now.Ticks}@globex.test", _test.Globex, Role.OrgAdmin);
        Assert.Empty((await _test.Get<SecretStatistics>().GetAsync(admin, None)).Value.TopReaders);
        return (await _test.Get<SecretStatistics>().GetAsync(_test.Admin, None)).Value;
    }
}
