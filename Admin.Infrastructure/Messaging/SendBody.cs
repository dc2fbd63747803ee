using System.Text.Json;
using Admin.Domain.Messaging;

namespace Admin.Infrastructure.Messaging;

/// <summary>A template message as the API wants it.</summary>
internal static class SendBody
{
    public static byte[] Write(SendTemplateRequest request) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        messaging_product = "whatsapp",
        recipient_type = "individual",
        to = request.To,
        type = "template",
        template = new
        {
            name = request.TemplateName,
            language = new { code = request.Language },
            components = Components(request.Parameters),
        },
        biz_opaque_callback_data = request.CallbackData,
    });

    // A template without parameters must come without components.
    private static object[] Components(IReadOnlyList<string> parameters) => parameters.Count == 0
        ? []
        : [new { type = "body", parameters = parameters.Select(p => new { type = "text", text = p }).ToArray() }];
}
