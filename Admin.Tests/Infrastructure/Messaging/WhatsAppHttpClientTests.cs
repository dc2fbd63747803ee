using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Admin.Domain.Messaging;
using Admin.Tests.Domain.Secrets;
using Microsoft.AspNetCore.Http;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class WhatsAppHttpClientTests
{
    private const string Good = """{"messages":[{"id":"wamid.1","message_status":"accepted"}],"contacts":[{"input":"1","wa_id":"2"}]}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Send_Ok_IsAccepted()
    {
        await using var server = await LoopbackServer.AnswerAsync(200, Good);
        using var test = new ClientUnderTest(server.Address);

        Assert.Equal(new SendOutcome.Accepted("wamid.1", "2", "accepted"), await test.SendAsync());
    }

    [Fact]
    public async Task Send_Request_HasTheFormOfTheApi()
    {
        var seen = new TaskCompletionSource<(string Path, string Token, string Body)>();
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            seen.SetResult((http.Request.Path, http.Request.Headers.Authorization.ToString(), await reader.ReadToEndAsync()));
            await http.Response.WriteAsync(Good);
        });
        using var test = new ClientUnderTest(server.Address);

        await test.SendAsync();
        var (path, token, body) = await seen.Task.WaitAsync(Patience);

        using var document = JsonDocument.Parse(body);
        var template = document.RootElement.GetProperty("template");
        Assert.Equal("/v25.0/100/messages", path);
        Assert.Equal("Bearer token-1", token);
        Assert.Equal("5511987654321", document.RootElement.Text("to"));
        Assert.Equal("c:1", document.RootElement.Text("biz_opaque_callback_data"));
        Assert.Equal("en_US", template.GetProperty("language").Text("code"));
        Assert.Equal(["Ana", "42"], template.Items("components").Single().Items("parameters").Select(p => p.Text("text")));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(200)]
    public async Task Send_GraphError_IsRejectedWhateverTheStatus(int status)
    {
        await using var server = await LoopbackServer.AnswerAsync(status, """{"error":{"message":"(#130429) slow","code":130429,"error_data":{"details":"d"}}}""");
        using var test = new ClientUnderTest(server.Address);

        var rejected = Assert.IsType<SendOutcome.Rejected>(await test.SendAsync());

        Assert.Equal(new WhatsAppError(130429, "(#130429) slow", "d", status), rejected.Error);
        Assert.Equal(WhatsAppErrorClass.NumberRate, rejected.Error.Class);
    }

    [Theory]
    [InlineData(33, 33, WhatsAppErrorClass.AccountBlock)]
    [InlineData(0, 100, WhatsAppErrorClass.Request)]
    public async Task Send_UnknownObject_IsTheNumberThatIsGone(int subcode, int code, WhatsAppErrorClass expected)
    {
        await using var server = await LoopbackServer.AnswerAsync(400, $$$"""{"error":{"message":"Object does not exist","code":100,"error_subcode":{{{subcode}}}}}""");
        using var test = new ClientUnderTest(server.Address);

        var rejected = Assert.IsType<SendOutcome.Rejected>(await test.SendAsync());

        Assert.Equal((code, expected), (rejected.Error.Code, rejected.Error.Class));
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"messages":[{}]}""")]
    [InlineData(200, "")]
    [InlineData(502, "bad gateway")]
    [InlineData(503, "{}")]
    [InlineData(302, "")]
    public async Task Send_AnswerThatProvesNothing_IsAmbiguousAndNotRepeated(int status, string body)
    {
        await using var server = await LoopbackServer.AnswerAsync(status, body);
        using var test = new ClientUnderTest(server.Address);

        Assert.Equal(new SendOutcome.Ambiguous(AmbiguousReason.UnreadableAnswer), await test.SendAsync());
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Send_ConnectionResetOnAUsedConnection_IsAmbiguousAndNotRepeated()
    {
        var reset = false;
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            if (reset)
                http.Abort();
            else
                await http.Response.WriteAsync(Good);
        });
        using var test = new ClientUnderTest(server.Address);
        await test.SendAsync();
        reset = true;

        Assert.Equal(new SendOutcome.Ambiguous(AmbiguousReason.ConnectionLost), await test.SendAsync());
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task Send_AnswerBreaksOffInTheBody_IsAmbiguous()
    {
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            http.Response.ContentLength = 1000;
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            http.Abort();
        });
        using var test = new ClientUnderTest(server.Address);

        Assert.Equal(new SendOutcome.Ambiguous(AmbiguousReason.ConnectionLost), await test.SendAsync());
    }

    [Fact]
    public async Task Send_NoAnswer_IsAmbiguousByTimeout()
    {
        await using var server = await LoopbackServer.StartAsync(http => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted));
        using var test = new ClientUnderTest(server.Address, timeoutSeconds: 1);

        Assert.Equal(new SendOutcome.Ambiguous(AmbiguousReason.Timeout), await test.SendAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Send_CancelledWhileWaiting_IsAmbiguous()
    {
        var arrived = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async http =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        });
        using var test = new ClientUnderTest(server.Address);
        using var cancel = new CancellationTokenSource();

        var sending = test.Client.SendTemplateAsync(ClientUnderTest.Request(), cancel.Token);
        await arrived.Task.WaitAsync(Patience);
        await cancel.CancelAsync();

        Assert.Equal(new SendOutcome.Ambiguous(AmbiguousReason.Cancelled), await sending.WaitAsync(Patience));
    }

    [Fact]
    public async Task Send_ConnectionRefused_IsNotSent()
    {
        using var test = new ClientUnderTest(ClosedPort());

        Assert.Equal(new SendOutcome.NotSent(NotSentReason.ConnectionFailed), await test.SendAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task Send_TlsToAPlainServer_IsNotSent()
    {
        await using var server = await LoopbackServer.AnswerAsync(200, Good);
        using var test = new ClientUnderTest(new Uri($"https://127.0.0.1:{server.Address.Port}"));

        Assert.Equal(new SendOutcome.NotSent(NotSentReason.TlsFailed), await test.SendAsync().WaitAsync(Patience));
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task GetNumber_Ok_TellsTheThroughput()
    {
        await using var server = await LoopbackServer.AnswerAsync(200, """{"display_phone_number":"+55 11","verified_name":"Acme","quality_rating":"GREEN","throughput":{"level":"HIGH"}}""");
        using var test = new ClientUnderTest(server.Address);

        var found = Assert.IsType<NumberLookup.Found>(await test.Client.GetNumberAsync("100", "token-1", CancellationToken.None));

        Assert.Equal(new WhatsAppNumber("+55 11", "Acme", "GREEN", "HIGH"), found.Number);
        Assert.Equal(1000, found.Number.MessagesPerSecond);
    }

    [Fact]
    public async Task GetNumber_Refused_IsUnreachable()
    {
        using var test = new ClientUnderTest(ClosedPort());

        Assert.IsType<NumberLookup.Unreachable>(await test.Client.GetNumberAsync("100", "token-1", CancellationToken.None));
    }

    [Theory]
    [InlineData(200, Good)]
    [InlineData(400, """{"error":{"message":"(#190) bad token","code":190}}""")]
    [InlineData(502, "bad gateway")]
    public async Task Calls_WhateverTheAnswer_LogNeitherTokenNorPhoneNorParameters(int status, string answer)
    {
        const string token = "EAAG-very-secret-token";
        await using var server = await LoopbackServer.AnswerAsync(status, answer);
        using var log = new SecretsFixture.LogCapture();
        using var test = new ClientUnderTest(server.Address, log: log);

        await test.SendAsync(to: "5511912345678", token: token);
        await test.Client.GetNumberAsync("100", token, CancellationToken.None);

        AssertSaysNothing(test, log, token);
    }

    [Fact]
    public async Task Calls_NoConnection_LogNeitherTokenNorPhoneNorParameters()
    {
        const string token = "EAAG-very-secret-token";
        using var log = new SecretsFixture.LogCapture();
        using var test = new ClientUnderTest(ClosedPort(), log: log);

        await test.SendAsync(to: "5511912345678", token: token);

        AssertSaysNothing(test, log, token);
    }

    private static void AssertSaysNothing(ClientUnderTest test, SecretsFixture.LogCapture log, string token)
    {
        test.Log("attached");
        Assert.Contains("attached", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(token, log.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("5511912345678", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", log.Text, StringComparison.Ordinal);
    }

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
