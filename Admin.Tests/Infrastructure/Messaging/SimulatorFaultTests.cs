using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class SimulatorFaultTests
{
    [Theory]
    [InlineData("""{"outage":true}""", "outage", 0)]
    [InlineData("""{"reset_before_percent":100}""", "reset_before", 0)]
    [InlineData("""{"bad_gateway_percent":100}""", "bad_gateway", 0)]
    [InlineData("""{"reset_after_percent":100}""", "reset_after", 1)]
    [InlineData("""{"malformed_percent":100}""", "malformed", 1)]
    public async Task Fault_WithoutAnAnswer_IsAmbiguousAndCounted(string dials, string fault, int inLedger)
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync(dials);

        Assert.IsType<SendOutcome.Ambiguous>(await test.SendAsync());

        Assert.Equal(inLedger, await test.LedgerAsync());
        Assert.Equal(1, (await test.GetAsync("_simulator/state")).GetProperty("figures").GetProperty("faults").GetProperty(fault).GetInt32());
    }

    [Fact]
    public async Task ServerError_WithItsEnvelope_ProvesThatNothingWasTaken()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync("""{"server_error_percent":100}""");

        Assert.Equal(131000, await test.CodeAsync());

        Assert.Equal(0, await test.LedgerAsync());
    }

    [Fact]
    public async Task SlowBody_ComesWholeInTheEnd()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync("""{"slow_body_percent":100,"slow_body_ms":20}""");

        Assert.Equal(0, await test.CodeAsync());
    }

    [Fact]
    public async Task Dials_TurnedWhileRunning_KeepTheOthersAndAreShown()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.TurnAsync("""{"latency_ms":3,"webhook_delay":"00:00:00.0010000"}""");

        var dials = (await test.GetAsync("_simulator/state")).GetProperty("dials");

        Assert.Equal((3, "00:00:00.0010000", 100), (dials.GetProperty("latency_ms").GetInt32(), dials.Text("webhook_delay"), dials.GetProperty("read_percent").GetInt32()));
        Assert.False(dials.TryGetProperty("app_secret", out _));
    }

    [Theory]
    [InlineData("""{"malformed_percent":101}""")]
    [InlineData("""{"throttle_status":418}""")]
    [InlineData("""{"no_such_dial":1}""")]
    [InlineData("""{"app_secret":"mine"}""")]
    [InlineData("""{"latency_ms":"soon"}""")]
    [InlineData("nothing")]
    public async Task Dials_OutOfRangeOrUnknown_AreRefusedWhole(string dials)
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        Assert.Equal(400, await test.ControlAsync(HttpMethod.Patch, "dials", dials));

        Assert.Equal(0, await test.CodeAsync());
    }

    [Theory]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "rebound.example")]
    public async Task Control_AskedByABrowser_IsForbidden(string header, string value)
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        Assert.Equal(403, await test.ControlAsync(HttpMethod.Get, "ledger", header: (header, value)));
    }

    [Theory]
    [InlineData("PATCH", "numbers/999", """{"block":190}""", 404)]
    [InlineData("PATCH", "templates", """{"waba_id":"","name":"nope","language":"en_US","act":"pause"}""", 404)]
    [InlineData("PATCH", "templates", """{"waba_id":"","name":"order_update","language":"en_US","act":"release"}""", 409)]
    [InlineData("PATCH", "templates", """{"waba_id":"","name":"order_update","language":"en_US","act":"burn"}""", 400)]
    [InlineData("POST", "inbound", """{"phone_number_id":"100","from":"a","kind":"text","text":"x"}""", 400)]
    [InlineData("PUT", "webhook", """{"url":"nowhere"}""", 400)]
    public async Task Control_WhatItDoesNotTake_IsSaid(string method, string path, string body, int status)
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        Assert.Equal(status, await test.ControlAsync(new HttpMethod(method), path, body));
    }

    [Fact]
    public async Task NumbersAndTemplates_PutByControl_AreKnownAtOnce()
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        Assert.Equal(200, await test.ControlAsync(HttpMethod.Put, "numbers/300", """{"display_phone_number":"+55 11 4000","waba_id":"400","messages_per_second":1000}"""));
        Assert.Equal(200, await test.ControlAsync(HttpMethod.Put, "templates", """{"waba_id":"400","name":"hello","language":"pt_BR"}"""));

        Assert.Equal("hello", (await test.GetAsync("v25.0/400/message_templates")).Items("data").First(t => t.Text("name") == "hello").Text("name"));
        Assert.Equal("HIGH", (await test.GetAsync("v25.0/300")).GetProperty("throughput").Text("level"));
    }

    [Fact]
    public async Task Ledger_BySearch_FindsWhosePhoneEndsSo()
    {
        await using var test = await SimulatorUnderTest.StartAsync();
        await test.SendAsync("5511911110001", "a:1");
        await test.SendAsync("5511911110001", "a:2");
        await test.SendAsync("5511911110002", "a:3");

        var found = await test.GetAsync("_simulator/ledger?phone=110001");

        Assert.Equal((1, 2), (found.GetProperty("recipients").GetInt32(), found.GetProperty("messages").GetInt32()));
        Assert.Equal(JsonValueKind.Array, found.GetProperty("entries").ValueKind);
    }
}
