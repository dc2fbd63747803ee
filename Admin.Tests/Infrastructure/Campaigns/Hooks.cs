using System.Globalization;
using System.Text;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging;

namespace Admin.Tests.Infrastructure.Campaigns;

/// <summary>Webhook bodies as WhatsApp writes them, and the way to have them merged.</summary>
internal static class Hooks
{
    public const string Account = "900000000000001";

    public static string Body(params string[] changes) => Body(Account, changes);

    public static string Body(string account, string[] changes, long time = 1773480413) =>
        $$"""{"object":"whatsapp_business_account","entry":[{"id":"{{account}}","time":{{time}},"changes":[{{string.Join(',', changes)}}]}]}""";

    public static string Change(string field, string value) => $$"""{"field":"{{field}}","value":{{value}}}""";

    public static string Text(string from, string text, DateTime at, string number = CampaignsFixture.PhoneNumberId, string? replyTo = null) =>
        Message(from, at, number, $$""","type":"text","text":{"body":"{{text}}"}{{(replyTo is null ? "" : $$""","context":{"id":"{{replyTo}}"}""")}}""");

    public static string Button(string from, string payload, DateTime at) =>
        Message(from, at, CampaignsFixture.PhoneNumberId, $$""","type":"button","button":{"payload":"{{payload}}","text":"Um botão"}""");

    public static string Preference(string waId, string value, DateTime at) =>
        Change("user_preferences", $$"""{"metadata":{"phone_number_id":"{{CampaignsFixture.PhoneNumberId}}"},"user_preferences":[{"wa_id":"{{waId}}","category":"marketing_messages","value":"{{value}}","timestamp":{{Seconds(at)}}}]}""");

    public static string Status(string status, DateTime at, string wamid, AttemptKey? key = null, int? error = null, string number = CampaignsFixture.PhoneNumberId) =>
        Change("messages", $$"""{"metadata":{"phone_number_id":"{{number}}"},"statuses":[{"id":"{{wamid}}","status":"{{status}}","timestamp":"{{Seconds(at)}}"{{(key is null ? "" : $$""","biz_opaque_callback_data":"{{key}}" """)}}{{(error is null ? "" : $$""","errors":[{"code":{{error}},"title":"t"}]""")}}}]}""");

    public static async Task MergeAsync(this CampaignNode node, params string[] bodies) => await node.MergeAsync(WhatsAppAppId.Platform, bodies);

    public static async Task MergeAsync(this CampaignNode node, WhatsAppAppId app, params string[] bodies)
    {
        foreach (var body in bodies)
            await node.Get<WebhookInbox>().StoreAsync(new SignedWebhook(app, Encoding.UTF8.GetBytes(body), "sha256=", "application/json"));
        while (await node.Get<WebhookMerger>().MergeAsync(CancellationToken.None) > 0)
        {
            // Until nothing is due.
        }
    }

    private static string Message(string from, DateTime at, string number, string rest) =>
        Change("messages", $$"""{"metadata":{"phone_number_id":"{{number}}"},"messages":[{"from":"{{from}}","id":"wamid.in.{{Guid.CreateVersion7()}}","timestamp":"{{Seconds(at)}}"{{rest}}}]}""");

    private static string Seconds(DateTime at) => new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
