using System.Text.Json;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class CloudApiSimulatorTests : IAsyncLifetime
{
    private const string Ordinary = "5511987654321";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("simulator-");
    private WebhookReceiver _receiver = null!;
    private CloudApiSimulator _simulator = new(TimeProvider.System, NullLogger<CloudApiSimulator>.Instance);

    public async ValueTask InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _receiver.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Send_OrdinaryNumber_IsAcceptedAndThreeSignedStatusesFollow()
    {
        using var test = await StartAsync();

        var accepted = Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(Ordinary, "c:7"));
        var statuses = await _receiver.TakeAsync(3);

        Assert.Equal([MessageStatusKind.Sent, MessageStatusKind.Delivered, MessageStatusKind.Read], statuses.Select(s => s.Kind));
        Assert.All(statuses, s => Assert.Equal((accepted.Wamid, "c:7", "100", Ordinary), (s.Wamid, s.CallbackData, s.PhoneNumberId, s.RecipientId)));
        Assert.Equal(0, _receiver.Unsigned);
    }

    [Fact]
    public async Task Restart_KeepsLedgerAndDeliversWhatWasNotDelivered()
    {
        using (var before = await StartAsync(o => o.WebhookUrl = null))
            await before.SendAsync(Ordinary, "c:1");
        await _simulator.StopAsync();

        _simulator = new CloudApiSimulator(TimeProvider.System, NullLogger<CloudApiSimulator>.Instance);
        using var after = await StartAsync();
        await after.SendAsync(Ordinary, "c:2");
        var statuses = await _receiver.TakeAsync(6);

        Assert.Equal(["c:1", "c:2"], statuses.Select(s => s.CallbackData).Distinct().Order());
        Assert.Equal(["c:1", "c:2"], Assert.Single(await LedgerAsync()).CallbackData);
    }

    [Fact]
    public async Task Webhook_RefusedDeliveries_AreRepeatedUntilTaken()
    {
        await using var stubborn = await WebhookReceiver.StartAsync(refusals: 3);
        using var test = await StartAsync(o => o.WebhookUrl = stubborn.Url.ToString());

        await test.SendAsync();

        // While one post waits to be repeated, others go on: there is no order between them.
        Assert.Equal([MessageStatusKind.Sent, MessageStatusKind.Delivered, MessageStatusKind.Read], (await stubborn.TakeAsync(3)).Select(s => s.Kind).Order());
    }

    [Fact]
    public async Task Webhooks_OfManyMessages_TravelInGroupsOfAtMostTheLimit()
    {
        using var test = await StartAsync(o => o.WebhookUrl = null);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => test.SendAsync($"55119876543{i:D2}", $"c:{i}")));
        _simulator.WebhookUrl = _receiver.Url;

        var statuses = await _receiver.TakeAsync(150);

        Assert.Equal(50, statuses.Select(s => s.Wamid).Distinct().Count());
        Assert.True(_receiver.Posts.Max() <= 100);
        Assert.True(_receiver.Posts.Count < 50, $"{_receiver.Posts.Count} posts for 150 statuses");
    }

    [Fact]
    public async Task Send_FasterThanTheNumber_IsThrottled()
    {
        await using var simulator = new CloudApiSimulator(new FakeTimeProvider(Times.Start), NullLogger<CloudApiSimulator>.Instance);
        await simulator.StartAsync(Options(), CancellationToken.None);
        using var test = new ClientUnderTest(simulator.BaseUrl);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => test.SendAsync($"55119876543{i:D2}", $"c:{i}")));

        var errors = outcomes.OfType<SendOutcome.Rejected>().Select(r => (r.Error.Code, r.Error.HttpStatus)).ToList();
        Assert.Equal(80, outcomes.OfType<SendOutcome.Accepted>().Count());
        Assert.Equal(Enumerable.Repeat((130429, 429), 20), errors);
        Assert.Equal(80, (await simulator.LedgerAsync("100", "c:", CancellationToken.None)).Count);
    }

    [Theory]
    [InlineData("5511900009000", "Failed:131026")]
    [InlineData("5511900009199", "Sent,Delivered")]
    [InlineData("5511900009250", "Failed:131050")]
    [InlineData("5511900009555", "Sent,Read")]
    [InlineData("5511900009600", "Read,Delivered,Sent")]
    [InlineData("5511900009650", "Sent,Sent,Delivered,Delivered,Read,Read")]
    [InlineData("5511900009700", "Failed:131049")]
    [InlineData("5511900009850", "Sent")]
    [InlineData("5511900009999", "Sent,Delivered,Read")]
    public async Task Persona_Accepted_TellsItsStory(string to, string story)
    {
        using var test = await StartAsync();

        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(to));
        var statuses = await _receiver.TakeAsync(story.Split(',').Length);

        Assert.Equal(story, string.Join(',', statuses.Select(s => s.Errors.Count == 0 ? $"{s.Kind}" : $"{s.Kind}:{s.Errors[0].Code}")));
    }

    [Fact]
    public async Task Persona_Flapping_RefusesTheFirstTryOnly()
    {
        using var test = await StartAsync();

        var first = Assert.IsType<SendOutcome.Rejected>(await test.SendAsync("5511900009300"));

        Assert.Equal(131000, first.Error.Code);
        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync("5511900009300"));
    }

    [Fact]
    public async Task Persona_ResetAfterAccepting_IsAmbiguousInTheLedgerAndSettledByWebhook()
    {
        using var test = await StartAsync();

        Assert.IsType<SendOutcome.Ambiguous>(await test.SendAsync("5511900009400", "c:9"));

        Assert.Equal("c:9", (await _receiver.TakeAsync(1))[0].CallbackData);
        Assert.Equal(1, Assert.Single(await LedgerAsync()).Messages);
    }

    [Fact]
    public async Task Persona_ResetBeforeAccepting_IsAmbiguousAndNotInTheLedger()
    {
        using var test = await StartAsync();

        Assert.IsType<SendOutcome.Ambiguous>(await test.SendAsync("5511900009750"));

        Assert.Empty(await LedgerAsync());
    }

    [Fact]
    public async Task Send_InvalidRequests_AreRefusedAsTheApiDoes()
    {
        using var test = await StartAsync();
        var good = ClientUnderTest.Request();

        Assert.Equal(190, await RefusalAsync(test, good with { AccessToken = "other" }));
        Assert.Equal(190, await RefusalAsync(test, good with { AccessToken = "" }));
        Assert.Equal(33, await RefusalAsync(test, good with { PhoneNumberId = "999" }));
        Assert.Equal(132001, await RefusalAsync(test, good with { TemplateName = "nope" }));
        Assert.Equal(132001, await RefusalAsync(test, good with { Language = "pt_BR" }));
        Assert.Equal(132000, await RefusalAsync(test, good with { Components = TemplateBinding.Body(["one"]) }));
        Assert.Equal(131009, await RefusalAsync(test, good with { To = "12a" }));
        Assert.Equal(130403, await RefusalAsync(test, good with { To = "5511900009800" }));
        Assert.Empty(await LedgerAsync());
    }

    [Fact]
    public async Task AddNumberAndTemplate_WhileRunning_AreKnownAtOnce()
    {
        using var test = await StartAsync();
        _simulator.AddNumber(new SimulatedNumber { PhoneNumberId = "200", DisplayPhoneNumber = "+55 11 4000", VerifiedName = "Globex", MessagesPerSecond = 1000 });
        _simulator.AddTemplate(new SimulatedTemplate { Name = "hello", Language = "pt_BR" });

        var request = ClientUnderTest.Request() with { PhoneNumberId = "200", TemplateName = "hello", Language = "pt_BR", Components = [] };
        var found = Assert.IsType<NumberLookup.Found>(await test.Client.GetNumberAsync("200", "any", CancellationToken.None));

        Assert.IsType<SendOutcome.Accepted>(await test.Client.SendTemplateAsync(request, CancellationToken.None));
        Assert.Equal(("+55 11 4000", "Globex", 1000), (found.Number.DisplayPhoneNumber, found.Number.VerifiedName, found.Number.MessagesPerSecond));
    }

    [Fact]
    public async Task Ledger_ByHttp_CountsPerRecipientAndFiltersByPrefix()
    {
        using var test = await StartAsync();
        await test.SendAsync("5511911110001", "a:1");
        await test.SendAsync("5511911110001", "a:2");
        await test.SendAsync("5511911110002", "b_1");
        using var http = new HttpClient();

        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri(_simulator.BaseUrl, "_simulator/ledger?phone_number_id=100&callback_prefix=a:")));

        var entry = Assert.Single(document.RootElement.Items("entries"));
        Assert.Equal(("5511911110001", 2), (entry.Text("to"), entry.Number("messages")));
        Assert.Equal(2, (await LedgerAsync()).Count);
    }

    [Fact]
    public async Task Start_FileThatIsNoDatabase_FailsAndLeavesItStartable()
    {
        var path = Path.Combine(_directory.FullName, "broken.db");
        await File.WriteAllTextAsync(path, new string('x', 8192));

        await Assert.ThrowsAsync<SqliteException>(() => StartAsync(o => o.DatabasePath = path));

        using var test = await StartAsync();
        Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());
    }

    private static async Task<int> RefusalAsync(ClientUnderTest test, SendTemplateRequest request) =>
        Assert.IsType<SendOutcome.Rejected>(await test.Client.SendTemplateAsync(request, CancellationToken.None)).Error.Code;

    private Task<IReadOnlyList<LedgerEntry>> LedgerAsync() => _simulator.LedgerAsync(null, null, CancellationToken.None);

    private async Task<ClientUnderTest> StartAsync(Action<SimulatorOptions>? change = null)
    {
        var options = Options();
        change?.Invoke(options);
        await _simulator.StartAsync(options, CancellationToken.None);
        return new ClientUnderTest(_simulator.BaseUrl);
    }

    private SimulatorOptions Options() => new()
    {
        AppSecret = WebhookReceiver.Secret,
        WebhookUrl = _receiver.Url.ToString(),
        LatencyMs = 0,
        WebhookDelay = TimeSpan.FromMilliseconds(5),
        GroupingWindow = TimeSpan.FromMilliseconds(20),
        RetryDelay = TimeSpan.FromMilliseconds(5),
        ReadPercent = 100,
        DatabasePath = Path.Combine(_directory.FullName, "simulator.db"),
        Numbers = [new SimulatedNumber { PhoneNumberId = "100", DisplayPhoneNumber = "+55 11 3000", AccessToken = "token-1" }],
        Templates = [new SimulatedTemplate { Name = "order_update", Language = "en_US", ParameterCount = 2 }],
    };
}
