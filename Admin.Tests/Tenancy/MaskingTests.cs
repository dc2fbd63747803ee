using System.Net;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Infrastructure.Messaging.Importing;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Tenancy;

/// <summary>
/// Everything that answers a GET and every live topic, as roles that may not read personal data: a planted person shows nowhere. What is
/// new is asked without anybody remembering it.
/// </summary>
public sealed class MaskingTests : IAsyncLifetime
{
    private const string Phone = "+5511987654321";
    private const string Name = "Zuleide Canarinho";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly PhoneText Written = new(CanonicalPhone.SpellingsOf(Phone));

    private World _world = null!;
    private Belongings _acme = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _acme = await Belongings.OfAsync(_world.Acme);
        await PlantAsync();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.Manager)]
    public async Task Rest_WithoutReadPersonal_ShowsThePersonNowhere(Role role)
    {
        await using var host = await RestHost.StartAsync(_world, role == Role.Support ? _world.Acme.Support : _world.Acme.Manager);
        var (read, masked) = (0, 0);
        foreach (var route in host.Reads)
        {
            var (status, body) = await ReadAsync(host, RestCrossingTests.AddressOf(route, _acme));

            Assert.True(ShowsNobody(body), $"{route.Text} shows {role} the person: {body}");
            read += status == HttpStatusCode.OK ? 1 : 0;
            masked += body.Contains("•••••-4321", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(read > 20, $"Only {read} addresses answered.");
        // Contacts, one contact, recipients, one recipient, its report, opt-outs: there the person was, behind the mask.
        Assert.True(masked >= 6, $"The person was to be seen masked at {masked} addresses only.");
    }

    [Fact]
    public async Task Rest_WhoMayReadPersonal_SeesThePerson()
    {
        await using var host = await RestHost.StartAsync(_world, _world.Acme.Admin);
        var seen = 0;
        foreach (var route in host.Reads.Where(r => !r.Text.EndsWith("audit/export.csv", StringComparison.Ordinal)))
        {
            var (_, body) = await ReadAsync(host, RestCrossingTests.AddressOf(route, _acme));

            var isAudit = route.Text.Contains("/audit", StringComparison.Ordinal) || route.Text.EndsWith("/activity", StringComparison.Ordinal);
            Assert.False(isAudit && !ShowsNobody(body), $"{route.Text} names the person: {body}");
            seen += ShowsNobody(body) ? 0 : 1;
        }

        Assert.True(seen >= 6, $"The person is at {seen} addresses only: the other tests see nothing.");
    }

    [Fact]
    public async Task Topics_WhoeverWatches_ShowThePersonNowhere()
    {
        var topics = _world.Services.GetServices<ILiveTopic>().ToList();

        Assert.True(topics.Count > 4, "The topics are not registered.");
        foreach (var topic in topics)
        {
            var watched = await _world.Get<LiveBroker>().WatchAsync(_world.Acme.Manager, LiveCrossingTests.NameOf(topic.Pattern, _acme), () => Task.CompletedTask, None);
            if (watched.Failed)
            {
                Assert.Equal("forbidden", watched.Error.Code);
                continue;
            }

            using var open = watched.Value;
            var text = await Call.TextAsync(open);
            Assert.True(ShowsNobody(text), $"{topic.Pattern} shows the person: {text}");
        }
    }

    [Fact]
    public async Task AuditAndNotices_OfWhatWasDoneWithThePerson_NameNobody()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var entries = await db.Set<AuditEntry>().AsNoTracking().ToListAsync(None);
        var notices = await db.Set<Notice>().AsNoTracking().ToListAsync(None);

        Assert.Contains(entries, e => e.Action == "person.exported");
        Assert.All(entries, e => Assert.True(ShowsNobody($"{e.SubjectId} {e.Details}"), $"{e.Action} names the person: {e.SubjectId} {e.Details}"));
        Assert.All(notices, n => Assert.True(ShowsNobody(n.Details), $"{n.Kind} names the person: {n.Details}"));
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadAsync(RestHost host, string address)
    {
        using var client = host.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Authorization", "Test caller");
        request.Headers.Add("X-Reason", "a reason of mine");
        using var answer = await client.SendAsync(request, None);
        // As a reader reads it: an escaped letter is the letter.
        var body = await answer.Content.ReadAsStringAsync(None);
        return (answer.StatusCode, body.Replace("\\u002B", "+", StringComparison.OrdinalIgnoreCase).Replace("\\u2022", "•", StringComparison.Ordinal));
    }

    private static bool ShowsNobody(string text) => !Written.IsIn(text) && !text.Contains("Zuleide", StringComparison.OrdinalIgnoreCase) && !text.Contains("Canarinho", StringComparison.OrdinalIgnoreCase);

    /// <summary>The contact and the recipient that addresses name become the person, who goes through what else keeps one.</summary>
    private async Task PlantAsync()
    {
        var admin = _world.Acme.Admin with { Reason = "asked for by letter" };
        var contact = (ContactId)_acme.Id(typeof(ContactId))!;
        var editor = _world.Get<ContactEditor>();
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id)))
        await using (var write = await db.BeginWriteAsync(None))
        {
            await db.Set<Recipient>().Where(r => r.Ordinal == 900).ExecuteUpdateAsync(set => set.SetProperty(r => r.Phone, Phone).SetProperty(r => r.Fields, $$"""{"name":"{{Name}}"}"""), None);
            await write.CommitAsync(None);
        }

        Assert.Null((await editor.ChangeAsync(admin, contact, new ContactDraft(Phone, Name, [KeyValuePair.Create("nickname", (string?)"Canarinho")]), _acme.Stamp(typeof(ContactId)), None)).Error);
        Assert.Null((await _world.Get<OptOuts>().AddAsync(admin, Phone, None)).Error);
        var imports = new ImportWorld(_world);
        await imports.ImportAsync(await imports.CheckedAsync("of 11 98765-4321.csv", Encoding.UTF8.GetBytes($"phone,name\n{Phone},{Name}\n9999 11 98765-4321,{Name}\n")));
        await _world.Get<TestSends>().SendAsync(admin, _world.Acme.Template.Id, new TestSendDraft(_world.Acme.Number.PhoneNumberId, Phone, [.. TemplateBinding.Body([Name, "42"])]), None);
        Assert.Null((await _world.Get<PersonDesk>().ExportAsync(admin, Phone, None)).Error);
    }
}
