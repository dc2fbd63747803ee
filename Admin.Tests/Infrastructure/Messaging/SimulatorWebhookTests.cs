using System.Text.Json;
using Admin.Domain.Messaging;
using Admin.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class SimulatorWebhookTests
{
    [Theory]
    [InlineData("""{"duplicate_percent":100}""", "Sent,Sent,Delivered,Delivered,Read,Read")]
    [InlineData("""{"reorder_percent":100}""", "Read,Delivered,Sent")]
    [InlineData("""{"read_without_delivered_percent":100}""", "Sent,Read")]
    [InlineData("""{"failed_after_sent_percent":100}""", "Sent,Failed")]
    [InlineData("""{"read_percent":0}""", "Sent,Delivered")]
    public async Task Dials_OfTheWebhooks_ShapeTheStoryOfOrdinaryPeople(string dials, string story)
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync(dials);

        await test.SendAsync();
        var statuses = await test.Receiver.TakeAsync(story.Split(',').Length);

        Assert.Equal(story, string.Join(',', statuses.Select(s => s.Kind)));
    }

    [Fact]
    public async Task Dials_OfTheWebhooks_LeavePersonasTheirStory()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync("""{"duplicate_percent":100,"lost_percent":100,"late_delivered_percent":100}""");

        await test.SendAsync("5511900009999");

        Assert.Equal([MessageStatusKind.Sent, MessageStatusKind.Delivered, MessageStatusKind.Read], (await test.Receiver.TakeAsync(3)).Select(s => s.Kind));
    }

    [Fact]
    public async Task Statuses_LostOrLate_DoNotCome()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync("""{"lost_percent":100}""");
        await test.SendAsync("5511900000001", "lost");
        await test.TurnAsync("""{"lost_percent":0,"late_delivered_percent":100}""");
        await test.SendAsync("5511900000002", "late");

        Assert.Equal(("late", MessageStatusKind.Sent), await test.Receiver.TakeAsync(1) is [var only] ? (only.CallbackData, only.Kind) : default);

        // delivered and read wait for three days.
        Assert.Equal(2, (await test.GetAsync("_simulator/state")).GetProperty("figures").GetProperty("waiting").GetInt32());
    }

    [Theory]
    [InlineData("5511900009950", "text", "SAIR")]
    [InlineData("5511900009960", "button", "Stop promotions")]
    [InlineData("5511900009970", "text", "Obrigado, recebi a mensagem.")]
    public async Task Persona_ThatReplies_WritesAfterReading(string to, string type, string text)
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        var sent = Assert.IsType<SendOutcome.Accepted>(await test.SendAsync(to));

        var message = await InboundAsync(test);

        Assert.Equal((to, type, sent.Wamid), (message.Text("from"), message.Text("type"), message.GetProperty("context").Text("id")));
        Assert.Equal(text, type == "text" ? message.GetProperty("text").Text("body") : message.GetProperty("button").Text("payload"));
    }

    [Fact]
    public async Task Persona_ThatStopsMarketing_ChangesItsPreference()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.SendAsync("5511900009980");

        var preference = (await test.Receiver.ChangeAsync("user_preferences")).Items("user_preferences").Single();

        Assert.Equal(("5511900009980", "marketing_messages", "stop"), (preference.Text("wa_id"), preference.Text("category"), preference.Text("value")));
    }

    [Theory]
    [InlineData("text", "SAIR")]
    [InlineData("button", "Unsubscribe")]
    public async Task Inbound_ByControl_ReachesTheWebhook(string kind, string text)
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        Assert.Equal(202, await test.ControlAsync(HttpMethod.Post, "inbound", $$"""{"phone_number_id":"100","from":"5511900000009","kind":"{{kind}}","text":"{{text}}"}"""));

        Assert.Equal(("5511900000009", kind), await InboundAsync(test) is var message ? (message.Text("from"), message.Text("type")) : default);
    }

    [Theory]
    [InlineData(23, true)]
    [InlineData(24, false)]
    public async Task Status_ByVersion_CarriesPriceAndConversation(int version, bool hasConversation)
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.WebhookVersion = version);
        await test.SendAsync();

        var statuses = new List<JsonElement>();
        while (statuses.Count < 3)
            statuses.AddRange((await test.Receiver.ChangeAsync("messages")).Items("statuses"));

        Assert.Equal([true, true, false], statuses.Select(s => s.TryGetProperty("pricing", out _)));
        Assert.Equal([hasConversation, hasConversation, false], statuses.Select(s => s.TryGetProperty("conversation", out _)));
        Assert.Equal(("PMP", "utility", "regular"), statuses[0].GetProperty("pricing") is var price ? (price.Text("pricing_model"), price.Text("category"), price.Text("type")) : default);
        if (hasConversation)
            Assert.Equal([true, false], statuses.Take(2).Select(s => s.GetProperty("conversation").TryGetProperty("expiration_timestamp", out _)));
    }

    [Fact]
    public async Task Webhook_RefusedBeyondTheHorizon_IsDroppedAndInTheLog()
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.RetryHorizon = TimeSpan.Zero);
        test.Receiver.IsAway = true;
        await test.SendAsync();

        await UntilAsync(async () => (await test.GetAsync("_simulator/state")).GetProperty("figures").GetProperty("dropped").GetInt32() == 3);

        var log = (await test.GetAsync("_simulator/deliveries")).EnumerateArray().ToList();
        Assert.Contains(log, d => d.Text("end") == "dropped" && d.Number("status") == 503);
        Assert.Contains(log, d => d.Text("end") == "refused" && d.Number("try") == 1);
    }

    [Fact]
    public async Task Webhook_ThatComesBack_GetsWhatWasParked()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        test.Receiver.IsAway = true;
        await test.SendAsync();
        await UntilAsync(async () => (await test.GetAsync("_simulator/state")).GetProperty("figures").GetProperty("parked").GetInt32() > 0);

        test.Receiver.IsAway = false;

        Assert.Equal(3, (await test.Receiver.TakeAsync(3)).Count);
    }

    [Theory]
    [InlineData("verify-token", true, 200)]
    [InlineData("another", false, 403)]
    public async Task Handshake_IsAskedAsMetaDoes(string token, bool verified, int status)
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.VerifyToken = token);
        using var http = new HttpClient();

        using var answer = await http.PostAsync(new Uri(test.BaseUrl, "_simulator/verify"), null);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal((verified, status), (said.RootElement.GetProperty("verified").GetBoolean(), said.RootElement.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task History_OfAMessage_TellsWhatTheWebhookTook()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        var sent = Assert.IsType<SendOutcome.Accepted>(await test.SendAsync());
        await test.Receiver.TakeAsync(3);
        var path = $"v25.0/100/message_history?message_id={Uri.EscapeDataString(sent.Wamid)}";

        await UntilAsync(async () => (await test.GetAsync(path)).Items("data").All(e => e.Text("webhook_update_state") == "DELIVERED"));

        Assert.Equal(["SENT", "DELIVERED", "READ"], (await test.GetAsync(path)).Items("data").Select(e => e.Text("delivery_status")));
        Assert.Equal(100, (await test.GetAsync("v25.0/100/message_history?message_id=wamid.unknown")).GetProperty("error").Number("code"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Webhooks_OverSeveralConnections_LoseNothing(int connections)
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => (o.WebhookConnections, o.Durable) = (connections, connections == 1));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => test.SendAsync($"55119876{i:D5}", $"c:{i}")));
        var statuses = await test.Receiver.TakeAsync(600);

        Assert.Equal(600, statuses.Select(s => (s.Wamid, s.Kind)).Distinct().Count());
        Assert.Equal(200, await test.LedgerAsync());
    }

    [Fact]
    public async Task Delay_WithASpread_StaysInTheOrderOfTheStory()
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => (o.WebhookSpread, o.LatencyMs, o.LatencySpread) = (1, 1, 1));

        await test.SendAsync();

        Assert.Equal([MessageStatusKind.Sent, MessageStatusKind.Delivered, MessageStatusKind.Read], (await test.Receiver.TakeAsync(3)).Select(s => s.Kind));
    }

    [Fact]
    public async Task NothingFallsDue_WhileTheClockStands()
    {
        var time = new FakeTimeProvider(Times.Start);
        await using var test = await SimulatorUnderTest.StartAsync(time: time);

        await test.SendAsync();

        Assert.Equal(3, (await test.GetAsync("_simulator/state")).GetProperty("figures").GetProperty("waiting").GetInt32());
    }

    private static async Task<JsonElement> InboundAsync(SimulatorUnderTest test)
    {
        while (true)
        {
            foreach (var message in (await test.Receiver.ChangeAsync("messages")).Items("messages"))
                return message;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }
}
