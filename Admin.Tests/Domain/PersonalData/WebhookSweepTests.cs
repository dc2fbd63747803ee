using System.Text;
using Admin.Domain.Auditing;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.PersonalData;

public sealed class WebhookSweepTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private World _world = null!;
    private int _made;

    private string Acme => _world.Acme.Number.PhoneNumberId;

    private string Globex => _world.Globex.Number.PhoneNumberId;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Run_WithoutTermsOfItsOwn_ForgetsABodyAfterThirtyDaysAndIsAudited()
    {
        var stored = await AddAsync(Acme);

        await SweepAfterAsync(29);
        Assert.True(await HasBodyAsync(stored));
        Assert.Empty(await AuditAsync(_world.Acme));

        await SweepAfterAsync(2);
        Assert.Equal(0, await CountAsync());
        Assert.Contains("\"webhook_bodies\":\"1\"", Assert.Single(await AuditAsync(_world.Acme)), StringComparison.Ordinal);
        Assert.Empty(await AuditAsync(_world.Globex));
    }

    [Fact]
    public async Task Run_OfSeveralOrganizations_TheShortestTermDecidesAndBothAreTold()
    {
        await TermAsync(_world.Globex, 10);
        var shared = await AddAsync($"{Acme} {Globex}");
        var own = await AddAsync(Acme);

        await SweepAfterAsync(11);

        Assert.False(await HasBodyAsync(shared));
        Assert.True(await HasBodyAsync(own));
        Assert.Single(await AuditAsync(_world.Acme));
        Assert.Single(await AuditAsync(_world.Globex));
    }

    [Fact]
    public async Task Run_MoreNumbersThanAreNoted_GoAfterTheShortestTermOfAll()
    {
        await TermAsync(_world.Globex, 2);
        var many = await AddAsync(WebhookEvent.ManyNumbers);
        var own = await AddAsync(Acme);

        await SweepAfterAsync(3);

        Assert.False(await HasBodyAsync(many));
        Assert.True(await HasBodyAsync(own));
    }

    [Fact]
    public async Task Run_OfNobodyOrUnreadable_GoesAfterEightDays()
    {
        await AddAsync("999999999999999");
        await AddAsync("", e => e.CannotBeRead());
        // It named somebody's before the fault; no erasure could say what else is in it.
        await AddAsync(Acme, e => e.CannotBeRead());

        await SweepAfterAsync(7);
        Assert.Equal(3, await CountAsync());

        await SweepAfterAsync(2);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Run_AShortTerm_ForgetsTheBodyAndStillKnowsARepeatedOne()
    {
        await TermAsync(_world.Acme, 1);
        var webhook = new SignedWebhook(WhatsAppAppId.Platform, Encoding.UTF8.GetBytes($$$"""{"entry":[{"changes":[{"value":{"metadata":{"phone_number_id":"{{{Acme}}}"}} }]}]}"""), "sha256=", null);
        await _world.Get<WebhookInbox>().StoreAsync(webhook);
        await ChangeAsync(e => e.Merged());

        await SweepAfterAsync(2);
        await _world.Get<WebhookInbox>().StoreAsync(webhook);

        Assert.Equal(1, await CountAsync());
        Assert.False(await HasBodyAsync(await FirstAsync()));
        await SweepAfterAsync(7);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Run_NotMergedOrNotPassedOn_StaysWhole()
    {
        var received = await AddAsync(Acme, _ => { });
        var waiting = await AddAsync(Acme, forwarded: true);

        await SweepAfterAsync(400);

        Assert.True(await HasBodyAsync(received));
        Assert.True(await HasBodyAsync(waiting));
    }

    [Fact]
    public async Task Run_MoreThanItLooksAtOnce_GoesThroughAll()
    {
        var one = new SignedWebhook(WhatsAppAppId.Platform, "{}"u8.ToArray(), "", null);
        await _world.Db.AddAsync([.. Enumerable.Range(0, WebhookSweep.LookedAtOnce + 60).Select(i =>
        {
            var made = WebhookEvent.Create(one, i.ToString("D64", System.Globalization.CultureInfo.InvariantCulture), Acme, forwarded: false, _world.Now);
            made.Merged();
            return (object)made;
        })]);
        _world.Time.Advance(TimeSpan.FromDays(31));

        var forgotten = await _world.Get<WebhookSweep>().RunAsync(None);

        Assert.Equal(WebhookSweep.LookedAtOnce + 60, forgotten[_world.Acme.Id]);
        Assert.Equal(0, await CountAsync());
    }

    private Task<long> AddAsync(string numbers, bool forwarded = false) => AddAsync(numbers, e => e.Merged(), forwarded);

    private async Task<long> AddAsync(string numbers, Action<WebhookEvent> change, bool forwarded = false)
    {
        var hash = (++_made).ToString("D64", System.Globalization.CultureInfo.InvariantCulture);
        var made = WebhookEvent.Create(new SignedWebhook(WhatsAppAppId.Platform, "{}"u8.ToArray(), "sha256=", null), hash, numbers, forwarded, _world.Now);
        change(made);
        await _world.Db.AddAsync(made);
        return made.Key;
    }

    private async Task TermAsync(Tenant tenant, int days)
    {
        var retention = _world.Get<Retention>();
        var stamp = (await retention.GetAsync(tenant.Admin, None)).Value.Stamp;
        Assert.Null((await retention.ChangeAsync(tenant.Admin, new RetentionChange(90, 12, days, 7), stamp, None)).Error);
    }

    private async Task SweepAfterAsync(int days)
    {
        _world.Time.Advance(TimeSpan.FromDays(days));
        await _world.Get<RetentionSweep>().RunAsync(None);
    }

    private async Task<AdminDbContext> OpenAsync() => await _world.Db.OpenAsync(TenantScope.All("webhooks of all"));

    private async Task<bool> HasBodyAsync(long key)
    {
        await using var db = await OpenAsync();
        return await db.Set<WebhookRaw>().AnyAsync(r => r.EventKey == key);
    }

    private async Task<int> CountAsync()
    {
        await using var db = await OpenAsync();
        return await db.Set<WebhookEvent>().CountAsync();
    }

    private async Task<long> FirstAsync()
    {
        await using var db = await OpenAsync();
        return await db.Set<WebhookEvent>().Select(e => e.Key).FirstAsync();
    }

    private async Task ChangeAsync(Action<WebhookEvent> change)
    {
        await using var db = await OpenAsync();
        change(await db.Set<WebhookEvent>().SingleAsync());
        await db.SaveChangesAsync();
    }

    private async Task<List<string?>> AuditAsync(Tenant tenant)
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(tenant.Id));
        return await db.Set<AuditEntry>().Where(e => e.Action == "retention.swept").Select(e => e.Details).ToListAsync();
    }
}
