using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Simulating;
using Admin.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class SimulatorLimitTests
{
    private readonly FakeTimeProvider _time = new(Times.Start);

    [Fact]
    public async Task Pair_BurstOf45_IsOnCreditThatTimePaysBack()
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.WebhookUrl = null, _time);
        for (var i = 0; i < 45; i++)
            Assert.Equal(0, await test.CodeAsync(callback: $"c:{i}"));

        Assert.Equal(131056, await test.CodeAsync());
        _time.Advance(TimeSpan.FromSeconds((45 * 6) - 1));
        Assert.Equal(131056, await test.CodeAsync());
        Assert.Equal(0, await test.CodeAsync("5511987654322"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await test.CodeAsync());
    }

    [Fact]
    public async Task Pair_OneIn6Seconds_IsNeverRefused()
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.WebhookUrl = null, _time);
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(0, await test.CodeAsync());
            _time.Advance(TimeSpan.FromSeconds(6));
        }
    }

    [Fact]
    public async Task Throughput_OfACoexistenceNumber_Is20AndBothWaysCount()
    {
        await using var test = await SimulatorUnderTest.StartAsync(
            o =>
            {
                o.WebhookUrl = null;
                o.ThrottleStatus = 400;
            },
            _time);
        await test.NumberAsync("""{"messages_per_second":20}""");
        Assert.Equal(202, await test.ControlAsync(HttpMethod.Post, "inbound", """{"phone_number_id":"100","from":"5511900000009","kind":"text","text":"hello"}"""));

        var outcomes = new List<SendOutcome>();
        for (var i = 0; i < 21; i++)
            outcomes.Add(await test.SendAsync($"55119876543{i:D2}"));

        Assert.Equal(19, outcomes.OfType<SendOutcome.Accepted>().Count());
        Assert.All(outcomes.OfType<SendOutcome.Rejected>(), r => Assert.Equal((130429, 400), (r.Error.Code, r.Error.HttpStatus)));
    }

    [Theory]
    [InlineData("""{"app_calls_per_hour":3}""", 4)]
    [InlineData("""{"waba_calls_per_hour":3}""", 80007)]
    public async Task Calls_BeyondTheHour_AreRefusedUntilItIsOver(string dials, int code)
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.WebhookUrl = null, _time);
        await test.TurnAsync(dials);

        foreach (var expected in new[] { 0, 0, 0, code, code })
            Assert.Equal(expected, await test.CodeAsync());

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await test.CodeAsync());
    }

    [Fact]
    public async Task Portfolio_BeyondItsPeople_RefusesNewOnesOnly()
    {
        await using var test = await SimulatorUnderTest.StartAsync(
            o =>
            {
                o.WebhookUrl = null;
                (o.UniquePeoplePerDay, o.PortfolioReaction) = (2, PortfolioReaction.Refuse);
            },
            _time);

        foreach (var (person, expected) in new[] { ("5511900000001", 0), ("5511900000002", 0), ("5511900000003", 131048), ("5511900000001", 0) })
            Assert.Equal(expected, await test.CodeAsync(person));
        Assert.Equal("TIER_50", (await test.GetAsync("v25.0/100?fields=whatsapp_business_manager_messaging_limit")).Text("whatsapp_business_manager_messaging_limit"));

        // Who writes has an open window and is not counted.
        Assert.Equal(202, await test.ControlAsync(HttpMethod.Post, "inbound", """{"phone_number_id":"100","from":"5511900000003","kind":"text","text":"hello"}"""));
        Assert.Equal(0, await test.CodeAsync("5511900000003"));
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await test.CodeAsync("5511900000004"));
    }

    [Fact]
    public async Task Portfolio_ReactingByWebhook_AcceptsAndFails()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.SendAsync("5511900000001", "c:1");
        await test.TurnAsync("""{"unique_people_per_day":1,"portfolio_error_code":131049}""");

        Assert.Equal(0, await test.CodeAsync("5511900000002", "c:2"));

        var failed = (await test.Receiver.TakeAsync(4)).Single(s => s.CallbackData == "c:2");
        Assert.Equal((MessageStatusKind.Failed, 131049), (failed.Kind, failed.Errors[0].Code));
    }
}
