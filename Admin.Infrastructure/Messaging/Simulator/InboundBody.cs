using System.Text.Json;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What people write or press, as changes of a webhook.</summary>
internal static class InboundBody
{
    /// <summary>A whole change: field and value.</summary>
    /// <param name="reply">A text, or the text of the quick-reply button that was pressed.</param>
    /// <param name="context">The message that is answered; null: none.</param>
    public static void WriteMessage(Utf8JsonWriter json, (string PhoneNumberId, string Display) number, string from, string wamid, (bool IsButton, string Text) reply, string? context, long at)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, "messages"u8);
        json.WritePropertyName("value"u8);
        WriteMessageValue(json, number, from, wamid, reply, context, at);
        json.WriteEndObject();
    }

    public static void WriteMessageValue(Utf8JsonWriter json, (string PhoneNumberId, string Display) number, string from, string wamid, (bool IsButton, string Text) reply, string? context, long at)
    {
        StartValue(json, number, from);
        json.WriteStartArray("messages"u8);
        json.WriteStartObject();
        if (context is not null)
        {
            json.WriteStartObject("context"u8);
            json.WriteString("from"u8, string.Concat(number.Display.Where(char.IsAsciiDigit)));
            json.WriteString("id"u8, context);
            json.WriteEndObject();
        }

        json.WriteString("from"u8, from);
        json.WriteString("id"u8, wamid);
        WebhookBody.WriteSeconds(json, "timestamp"u8, at);
        json.WriteString("type"u8, reply.IsButton ? "button"u8 : "text"u8);
        json.WriteStartObject(reply.IsButton ? "button"u8 : "text"u8);
        if (reply.IsButton)
            json.WriteString("payload"u8, reply.Text);
        json.WriteString(reply.IsButton ? "text"u8 : "body"u8, reply.Text);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A whole change: field and value.</summary>
    /// <param name="wish"><c>stop</c> or <c>resume</c>.</param>
    public static void WritePreference(Utf8JsonWriter json, (string PhoneNumberId, string Display) number, string from, string wish, long at)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, "user_preferences"u8);
        json.WritePropertyName("value"u8);
        WritePreferenceValue(json, number, from, wish, at);
        json.WriteEndObject();
    }

    public static void WritePreferenceValue(Utf8JsonWriter json, (string PhoneNumberId, string Display) number, string from, string wish, long at)
    {
        StartValue(json, number, from);
        json.WriteStartArray("user_preferences"u8);
        json.WriteStartObject();
        json.WriteString("wa_id"u8, from);
        json.WriteString("detail"u8, wish == "stop" ? "User requested to stop marketing messages"u8 : "User requested to resume marketing messages"u8);
        json.WriteString("category"u8, "marketing_messages"u8);
        json.WriteString("value"u8, wish);
        json.WriteNumber("timestamp"u8, at / 1000);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteMetadata(Utf8JsonWriter json, (string PhoneNumberId, string Display) number)
    {
        json.WriteStartObject("metadata"u8);
        json.WriteString("display_phone_number"u8, number.Display);
        json.WriteString("phone_number_id"u8, number.PhoneNumberId);
        json.WriteEndObject();
    }

    private static void StartValue(Utf8JsonWriter json, (string PhoneNumberId, string Display) number, string from)
    {
        json.WriteStartObject();
        json.WriteString("messaging_product"u8, "whatsapp"u8);
        WriteMetadata(json, number);
        json.WriteStartArray("contacts"u8);
        json.WriteStartObject();
        json.WriteStartObject("profile"u8);
        json.WriteString("name"u8, $"Person {from[^4..]}");
        json.WriteEndObject();
        json.WriteString("wa_id"u8, from);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}
