using System.Text.Json;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;

namespace Admin.Infrastructure.Messaging;

/// <summary>A template message as the API wants it.</summary>
internal static class SendBody
{
    public static byte[] Write(SendTemplateRequest request)
    {
        using var memory = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteString("messaging_product"u8, "whatsapp"u8);
            json.WriteString("recipient_type"u8, "individual"u8);
            json.WriteString("to"u8, request.To);
            json.WriteString("type"u8, "template"u8);
            json.WriteStartObject("template"u8);
            json.WriteString("name"u8, request.TemplateName);
            json.WriteStartObject("language"u8);
            json.WriteString("code"u8, request.Language);
            json.WriteEndObject();
            json.WritePropertyName("components"u8);
            ComponentsJson.Write(json, request.Components);
            json.WriteEndObject();
            json.WriteString("biz_opaque_callback_data"u8, request.CallbackData);
            json.WriteEndObject();
        }

        return memory.ToArray();
    }
}
