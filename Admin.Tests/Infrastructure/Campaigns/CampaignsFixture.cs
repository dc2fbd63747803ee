using System.Globalization;
using System.Net;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Support;
using Admin.Web.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>A real SQLite file, the real simulator over HTTP, and the real webhook endpoint on loopback.</summary>
internal sealed class CampaignsFixture : IAsyncDisposable
{
    public const string AppSecret = "app-secret";
    public const string VerifyToken = "verify-token";
    public const string PhoneNumberId = "100000000000001";

    /// <summary>A number of Acme's once <see cref="AddSecondNumberAsync"/> has added it.</summary>
    public const string SecondNumber = "100000000000003";

    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestDb _test;
    private readonly List<CampaignNode> _nodes = [];
    private WebApplication? _door;

    private CampaignsFixture(TestDb test) => _test = test;

    public CloudApiSimulator Simulator { get; } = new(TimeProvider.System, NullLogger<CloudApiSimulator>.Instance);

    public Organization Acme { get; } = Organization.Create("Acme", "acme", Times.Now);

    public CampaignNode Node => _nodes[0];

    public TestDb Db => _test;

    public Actor Actor => Actor.System(Acme.Id, "test");

    public static async Task<CampaignsFixture> CreateAsync(int perSecond = 200, Action<SimulatorOptions>? simulator = null, TimeProvider? time = null)
    {
        var fixture = new CampaignsFixture(await TestDb.CreateAsync());
        var options = new SimulatorOptions { AppSecret = AppSecret, DatabasePath = fixture._test.Directory.File("simulator.db"), LatencyMs = 5, WebhookDelay = TimeSpan.FromMilliseconds(20), GroupingWindow = TimeSpan.FromMilliseconds(50) };
        options.Numbers.Add(new SimulatedNumber { PhoneNumberId = PhoneNumberId, DisplayPhoneNumber = "+55 11 4000-0001", MessagesPerSecond = 1000 });
        options.Templates.Add(new SimulatedTemplate { Name = "order_update", Language = "en_US", ParameterCount = 2 });
        simulator?.Invoke(options);
        await fixture.Simulator.StartAsync(options, CancellationToken.None);
        await fixture.AddNodeAsync(time);
        await fixture.SeedAsync(perSecond);
        await fixture.OpenDoorAsync();
        return fixture;
    }

    public async Task<CampaignNode> AddNodeAsync(TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var node = new CampaignNode(_test, Simulator.BaseUrl, time, settings);
        _nodes.Add(node);
        await node.Get<SecretKeys>().CheckAsync(CancellationToken.None);
        return node;
    }

    /// <summary>A second number of Acme's.</summary>
    public async Task<NumberId> AddSecondNumberAsync(int perSecond = 200)
    {
        Simulator.AddNumber(new SimulatedNumber { PhoneNumberId = SecondNumber, DisplayPhoneNumber = "+55 11 4000-0003", MessagesPerSecond = 1000 });
        await using var db = await _test.OpenAsync(TenantScope.For(Acme.Id));
        var first = await db.Set<Number>().SingleAsync(n => n.PhoneNumberId == PhoneNumberId);
        var second = Number.Create(Acme.Id, SecondNumber, "+55 11 4000-0003", "Acme Support", first.AccessTokenSecretId, perSecond, Times.Now);
        await _test.AddAsync(second);
        return second.Id;
    }

    public async Task<CampaignId> PrepareAsync(int people, string prefix = "+55119870", string first = PhoneNumberId, params string[] further)
    {
        var draft = new CampaignDraft("Test", first, "order_update", "en_US", ["{{name}}", "42"], null) { FurtherNumbers = further };
        var created = await Node.Get<CampaignEditor>().CreateAsync(Actor, draft, CancellationToken.None);
        Assert.Null(created.Error);
        var csv = "phone,name\n" + string.Concat(Enumerable.Range(0, people).Select(i => $"{prefix}{i.ToString("D" + (14 - prefix.Length), CultureInfo.InvariantCulture)},Person {i}\n"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var imported = await Node.Get<CampaignAudience>().ImportAsync(Actor, created.Value.Id, stream, CancellationToken.None);
        Assert.Null(imported.Error);
        Assert.Equal(people, imported.Value.Imported);
        return created.Value.Id;
    }

    public async Task StartAsync(CampaignId id) => Assert.Null((await Node.Get<CampaignControl>().StartAsync(Actor, id, CancellationToken.None)).Error);

    public async Task<Campaign> CampaignAsync(CampaignId id)
    {
        await using var db = await _test.OpenAsync(TenantScope.For(Acme.Id));
        return await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == id);
    }

    public async Task ChangeOrganizationAsync(Func<Organization, Admin.Domain.Common.Result> change)
    {
        await using var db = await _test.OpenAsync(TenantScope.For(Acme.Id));
        Assert.Null(change(await db.Set<Organization>().SingleAsync(o => o.Id == Acme.Id)).Error);
        await db.SaveChangesAsync();
    }

    public async Task<List<Recipient>> RowsAsync(CampaignId id)
    {
        var key = (await CampaignAsync(id)).Key;
        await using var db = await _test.OpenAsync(TenantScope.For(Acme.Id));
        return await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == key).OrderBy(r => r.Ordinal).ToListAsync();
    }

    /// <summary>Messages by phone, as the simulator counted them.</summary>
    public async Task<Dictionary<string, int>> LedgerAsync(string number = PhoneNumberId) =>
        (await Simulator.LedgerAsync(number, null, CancellationToken.None)).ToDictionary(e => "+" + e.Recipient, e => e.Messages);

    /// <summary>Looks at each live note, until it holds.</summary>
    public async Task<Campaign> UntilAsync(CampaignId id, Func<Campaign, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var noted = new SemaphoreSlim(1, int.MaxValue);
        var subscriptions = _nodes.ConvertAll(n => n.Live.Subscribe(_ => noted.Release()));
        try
        {
            while (true)
            {
                await noted.WaitAsync(patience.Token);
                if (await CampaignAsync(id) is var campaign && holds(campaign))
                    return campaign;
            }
        }
        catch (OperationCanceledException late)
        {
            var campaign = await CampaignAsync(id);
            throw new TimeoutException($"Still {campaign.Status} ({campaign.StatusReason}), {campaign.Counts}", late);
        }
        finally
        {
            subscriptions.ForEach(s => s.Dispose());
        }
    }

    public void PauseWebhooks() => Simulator.WebhookUrl = null;

    public void DeliverWebhooks() => Simulator.WebhookUrl = new Uri(DoorAddress, WhatsAppWebhook.Path);

    public Uri DoorAddress => new(_door!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Simulator.DisposeAsync();
        if (_door is not null)
            await _door.DisposeAsync();
        await _test.DisposeAsync();
    }

    private async Task SeedAsync(int perSecond)
    {
        await _test.AddAsync(Acme);
        var secret = await Node.Get<SecretService>().CreateAsync(Actor, new SecretDraft("WHATSAPP_TOKEN", new SecretInput("token")), CancellationToken.None);
        Assert.Null(secret.Error);
        await _test.AddAsync(
            Number.Create(Acme.Id, PhoneNumberId, "+55 11 4000-0001", "Acme", secret.Value.Id, perSecond, Times.Now),
            Template.Create(Acme.Id, "order_update", "en_US", "Hello {{1}}, order {{2}}.", 2, TemplateStatus.Approved, Times.Now, TemplateCategory.Utility));
    }

    private async Task OpenDoorAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRouting().AddLogging();
        builder.Services.AddSingleton(Node.Get<WebhookInbox>());
        builder.Services.AddSingleton(Node.Get<WhatsAppAppKeys>());
        builder.Services.AddSingleton(Node.Get<Admin.Domain.RateLimiting.RateLimiter>());
        builder.Services.AddSingleton<ILiveChannel>(Node.Live).AddSingleton(Node.Get<TimeProvider>());
        builder.Services.AddSingleton(Node.Get<IOptions<Admin.Infrastructure.Messaging.WhatsAppOptions>>());
        builder.Services.AddLocalization().AddSingleton<Admin.Web.Features.Shared.ErrorWords>();
        _door = builder.Build();
        _door.UseRouting();
        _door.MapWhatsAppWebhook();
        await _door.StartAsync();
        DeliverWebhooks();
    }
}
