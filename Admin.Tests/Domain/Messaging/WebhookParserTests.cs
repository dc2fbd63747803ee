using System.Text;
using Admin.Domain.Messaging;

namespace Admin.Tests.Domain.Messaging;

public sealed class WebhookParserTests
{
    private const string Good = """{"id":"wamid.1","status":"delivered","timestamp":"1767225600","recipient_id":"5511987654321","biz_opaque_callback_data":"c:1:2"}""";

    [Fact]
    public void Parse_Status_ReadsEveryField()
    {
        var content = Parse(Wrap(Good));

        var status = Assert.Single(content.Statuses);
        Assert.True(content.Readable);
        Assert.Equal(("100", "wamid.1", MessageStatusKind.Delivered), (status.PhoneNumberId, status.Wamid, status.Kind));
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), status.At);
        Assert.Equal(("5511987654321", "c:1:2"), (status.RecipientId, status.CallbackData));
        Assert.Empty(status.Errors);
    }

    [Fact]
    public void Parse_Failed_CarriesTheErrors()
    {
        var content = Parse(Wrap("""
            {"id":"w","status":"failed","timestamp":1767225600,
             "errors":[{"code":131026,"title":"t","message":"m","error_data":{"details":"d"},"href":"x"},{"title":"no code"},7]}
            """));

        var error = Assert.Single(Assert.Single(content.Statuses).Errors);
        Assert.Equal(new WhatsAppError(131026, "m", "d", 0), error);
        Assert.Equal(WhatsAppErrorClass.RecipientPermanent, error.Class);
    }

    [Fact]
    public void Parse_ThousandStatusesAndABadOneBetween_KeepsTheThousandInOrder()
    {
        var statuses = Enumerable.Range(0, 1000).Select(i => Good.Replace("wamid.1", $"wamid.{i}", StringComparison.Ordinal)).ToList();
        statuses.Insert(500, """{"status":"sent"}""");

        var content = Parse(Wrap(string.Join(',', statuses)));

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"wamid.{i}"), content.Statuses.Select(s => s.Wamid));
        Assert.Equal(1, content.Skipped);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("""{"id":"w","status":"sent"}""")]
    [InlineData("""{"id":"w","status":"lost","timestamp":"1"}""")]
    [InlineData("""{"id":"w","status":"sent","timestamp":"-1"}""")]
    [InlineData("""{"id":"w","status":"sent","timestamp":"99999999999999999"}""")]
    [InlineData("""{"id":{"a":1},"status":"sent","timestamp":"1"}""")]
    [InlineData("""{"id":"\ud800","status":"sent","timestamp":"1"}""")]
    public void Parse_BadElement_CostsOnlyItself(string bad)
    {
        var content = Parse(Wrap($"{bad},{Good}"));

        Assert.Equal("wamid.1", Assert.Single(content.Statuses).Wamid);
        Assert.Equal(1, content.Skipped);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"entry\":")]
    public void Parse_Garbage_IsUnreadable(string body) => Assert.False(Parse(body).Readable);

    [Fact]
    public void Parse_NestingBomb_IsUnreadable() =>
        Assert.False(Parse($"{{\"entry\":{new string('[', 100_000)}{new string(']', 100_000)}}}").Readable);

    [Fact]
    public void Parse_TooLarge_IsUnreadable() =>
        Assert.False(Parse($"{{\"x\":\"{new string('a', WebhookParser.MaxBytes)}\"}}").Readable);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"entry":7}""")]
    [InlineData("""{"entry":[null,{"changes":{"a":1}},{"changes":[3,{"field":"account_update","value":{}},{"field":"messages"}]}]}""")]
    public void Parse_OtherShapes_HoldNoStatuses(string body)
    {
        var content = Parse(body);

        Assert.True(content.Readable);
        Assert.Empty(content.Statuses);
    }

    [Fact]
    public void Parse_OverlongCallbackData_IsDropped() =>
        Assert.Null(Assert.Single(Parse(Wrap(Good.Replace("c:1:2", new string('x', 513), StringComparison.Ordinal))).Statuses).CallbackData);

    [Fact]
    public void Parse_Played_CountsAsRead() =>
        Assert.Equal(MessageStatusKind.Read, Assert.Single(Parse(Wrap(Good.Replace("delivered", "played", StringComparison.Ordinal))).Statuses).Kind);

    private static WebhookContent Parse(string body) => WebhookParser.Parse(Encoding.UTF8.GetBytes(body));

    private static string Wrap(string statuses) => $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"5511","phone_number_id":"100"},"statuses":[{{{statuses}}}]}}]}]}
        """;
}
