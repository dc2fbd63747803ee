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

    [Fact]
    public void Parse_MessagesOfEveryKind_AreReadAndASystemMessageIsNot()
    {
        var content = Parse(Change("messages", """
            {"metadata":{"phone_number_id":"100"},"messages":[
              {"from":"5511987654321","id":"wamid.in1","timestamp":"1767225600","type":"text","text":{"body":"SAIR"},"context":{"from":"5511","id":"wamid.out"}},
              {"from":"5511987654321","id":"wamid.in2","timestamp":"1767225601","type":"button","button":{"payload":"STOP","text":"Stop promotions"}},
              {"from":"5511987654321","id":"wamid.in3","timestamp":"1767225602","type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"optout","title":"Sair"}}},
              {"from":"5511987654321","id":"wamid.in4","timestamp":"1767225603","type":"image","image":{"id":"1"},"tomorrow":[{"a":1}]},
              {"from":"5511987654321","id":"wamid.in5","timestamp":"1767225604","type":"system","system":{"body":"changed number"}},
              {"from":null},7]}
            """));

        Assert.Equal(["SAIR", null, null, null], content.Messages.Select(m => m.Text));
        Assert.Equal("wamid.out", content.Messages[0].ReplyTo);
        Assert.Equal([("STOP", "Stop promotions"), ("optout", "Sair")], content.Messages.Skip(1).Take(2).Select(m => (m.ButtonPayload, m.ButtonText)));
        Assert.Equal(3, content.Skipped);
    }

    [Fact]
    public void Parse_PreferencesTemplatesNumbersAndAccounts_AreRead()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1767225600).UtcDateTime;
        var preference = Assert.Single(Parse(Change("user_preferences", """{"metadata":{"phone_number_id":"100"},"user_preferences":[{"wa_id":"5511987654321","detail":"d","category":"marketing_messages","value":"stop","timestamp":1767225600},{"wa_id":"5511987654321","value":"perhaps","timestamp":1767225600}]}""")).Preferences);
        var paused = Assert.Single(Parse(Change("message_template_status_update", """{"event":"PAUSED","message_template_id":1,"message_template_name":"order_update","message_template_language":"en_US","reason":"NONE"}""")).Templates);
        var red = Assert.Single(Parse(Change("message_template_quality_update", """{"previous_quality_score":"GREEN","new_quality_score":"RED","message_template_name":"order_update","message_template_language":"en_US"}""")).Templates);
        var upgraded = Assert.Single(Parse(Change("phone_number_quality_update", """{"display_phone_number":"+55 11 4000-0001","event":"THROUGHPUT_UPGRADE","current_limit":"TIER_UNLIMITED"}""")).NumberNews);
        var limit = Assert.Single(Parse(Change("business_capability_update", """{"max_daily_conversations_per_business":2000,"max_phone_numbers_per_business":25}""")).Accounts);
        var banned = Assert.Single(Parse(Change("account_update", """{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"DISABLE","waba_ban_date":"2026"}}""")).Accounts);

        Assert.Equal(new MarketingPreference("100", "5511987654321", Stops: true, at), preference);
        Assert.Equal(new TemplateNews("77", "order_update", "en_US", TemplateStatus.Paused, null, null, at), paused);
        Assert.Equal(new TemplateNews("77", "order_update", "en_US", null, QualityRating.Red, null, at), red);
        Assert.Equal(("551140000001", 1000), (upgraded.Digits, upgraded.MessagesPerSecond));
        Assert.Equal("2000", limit.MessagingLimit);
        Assert.Equal("account_disabled", banned.StopReason);
    }

    [Fact]
    public void Parse_UnknownFieldsAmongKnownOnes_AreCountedAndNothingElse()
    {
        var content = Parse("""{"entry":[{"id":"77","time":1767225600,"changes":[{"field":"flows","value":{"event":"X"}},{"field":"messages","value":{"metadata":{"phone_number_id":"100"},"statuses":[STATUS]}},{"field":null,"value":{}}]}]}""".Replace("STATUS", Good, StringComparison.Ordinal));

        Assert.Single(content.Statuses);
        Assert.Equal(2, content.UnknownFields);
        Assert.Equal("77", content.AccountOf["100"]);
    }

    [Fact]
    public void Numbers_OfABody_AreThoseThatTheParserFinds()
    {
        var body = """{"entry":[{"id":"1","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"200"}}},{"field":"messages","value":{"metadata":{"phone_number_id":100},"messages":[{"text":{"body":"\"phone_number_id\":\"300\""},"a":{"b":{"phone_number_id":"400"}}}]}}]}]}""";

        Assert.Equal("100 200", WebhookNumbers.Of(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(["100", "200"], Parse(body).Numbers.Order());
        Assert.Equal("", WebhookNumbers.Of("not json"u8));
        Assert.Equal("", WebhookNumbers.Of(Encoding.UTF8.GetBytes(new string('[', 100_000))));
    }

    [Fact]
    public void Numbers_TooManyToKeep_AreNotNamed()
    {
        var changes = string.Join(',', Enumerable.Range(0, 100).Select(i => """{"field":"messages","value":{"metadata":{"phone_number_id":"1000000000000NN"}}}""".Replace("NN", $"{i}", StringComparison.Ordinal)));
        Assert.Equal(WebhookEvent.ManyNumbers, WebhookNumbers.Of(Encoding.UTF8.GetBytes($$"""{"entry":[{"changes":[{{changes}}]}]}""")));
    }

    private static string Change(string field, string value) => $$"""{"entry":[{"id":"77","time":1767225600,"changes":[{"field":"{{field}}","value":{{value}}}]}]}""";

    private static WebhookContent Parse(string body) => WebhookParser.Parse(Encoding.UTF8.GetBytes(body));

    private static string Wrap(string statuses) => $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
        "messaging_product":"whatsapp","metadata":{"display_phone_number":"5511","phone_number_id":"100"},"statuses":[{{{statuses}}}]}}]}]}
        """;
}
