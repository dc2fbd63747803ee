using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Statuses as the API posts them.</summary>
internal static class WebhookBody
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static byte[] Write(IReadOnlyList<PendingStatus> statuses, SimulatorCatalog catalog) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            @object = "whatsapp_business_account",
            entry = new[]
            {
                new
                {
                    id = "0",
                    changes = statuses.GroupBy(s => s.PhoneNumberId).Select(number => new
                    {
                        field = "messages",
                        value = new
                        {
                            messaging_product = "whatsapp",
                            metadata = new
                            {
                                display_phone_number = catalog.Number(number.Key)?.Number.DisplayPhoneNumber ?? "",
                                phone_number_id = number.Key,
                            },
                            statuses = number.Select(Status),
                        },
                    }),
                },
            },
        },
        Json);

    private static object Status(PendingStatus status) => new
    {
        id = status.Wamid,
        status = status.Status,
        timestamp = (status.DueAt / 1000).ToString(CultureInfo.InvariantCulture),
        recipient_id = status.Recipient,
        biz_opaque_callback_data = status.CallbackData.Length == 0 ? null : status.CallbackData,
        errors = status.ErrorCode == 0 ? null : new[]
        {
            new
            {
                code = status.ErrorCode,
                title = GraphErrors.Title(status.ErrorCode),
                message = GraphErrors.Title(status.ErrorCode),
                error_data = new { details = GraphErrors.Title(status.ErrorCode) },
            },
        },
    };
}
