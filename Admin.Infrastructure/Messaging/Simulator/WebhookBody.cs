using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Updates as the API posts them: an entry per business account, in it a change per number and field.</summary>
internal sealed class WebhookBody(SimulatorCatalog catalog)
{
    private const int FirstVersionWithoutConversation = 24;

    public static void Write(IBufferWriter<byte> output, IReadOnlyList<Due> updates, SimulatorCatalog catalog, int version)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        new WebhookBody(catalog).Write(json, updates, version);
    }

    private void Write(Utf8JsonWriter json, IReadOnlyList<Due> updates, int version)
    {
        json.WriteStartObject();
        json.WriteString("object"u8, "whatsapp_business_account"u8);
        json.WriteStartArray("entry"u8);
        foreach (var account in updates.GroupBy(WabaOf, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, account.Key);
            json.WriteStartArray("changes"u8);
            foreach (var number in account.Where(u => u.Message is not null).GroupBy(u => u.Message!.PhoneNumberId, StringComparer.Ordinal))
                WriteNumber(json, number.Key, [.. number], version);
            foreach (var told in account.Where(u => u.Event is not null))
                WriteEvent(json, told.Event!);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string WabaOf(Due update) =>
        update.Event?.WabaId ?? catalog.Number(update.Message!.PhoneNumberId)?.Settings.WabaId ?? SimulatedNumber.DefaultWaba;

    private void WriteNumber(Utf8JsonWriter json, string phoneNumberId, List<Due> updates, int version)
    {
        var statuses = updates.Where(u => Storyline.IsStatus(KindOf(u))).ToList();
        if (statuses.Count > 0)
        {
            StartChange(json, "messages"u8, phoneNumberId);
            json.WriteStartArray("statuses"u8);
            foreach (var status in statuses)
                WriteStatus(json, status, version);
            json.WriteEndArray();
            EndChange(json);
        }

        foreach (var inbound in updates.Where(u => !Storyline.IsStatus(KindOf(u))))
        {
            var message = inbound.Message!;
            if (KindOf(inbound) == UpdateKind.PreferenceStop)
                InboundBody.WritePreference(json, Metadata(phoneNumberId), message.Recipient, "stop", inbound.At);
            else
                InboundBody.WriteMessage(json, Metadata(phoneNumberId), message.Recipient, $"{message.Wamid}.{inbound.Index}", ReplyOf(KindOf(inbound)), message.Wamid, inbound.At);
        }
    }

    private static UpdateKind KindOf(Due update) => update.Message!.Updates[update.Index].Kind;

    private (string PhoneNumberId, string Display) Metadata(string phoneNumberId) =>
        (phoneNumberId, catalog.Number(phoneNumberId)?.Settings.DisplayPhoneNumber ?? "");

    private static (bool IsButton, string Text) ReplyOf(UpdateKind kind) => kind switch
    {
        UpdateKind.ReplyStop => (false, "SAIR"),
        UpdateKind.ReplyButton => (true, "Stop promotions"),
        _ => (false, "Obrigado, recebi a mensagem."),
    };

    private void StartChange(Utf8JsonWriter json, ReadOnlySpan<byte> field, string phoneNumberId)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, field);
        json.WriteStartObject("value"u8);
        json.WriteString("messaging_product"u8, "whatsapp"u8);
        InboundBody.WriteMetadata(json, Metadata(phoneNumberId));
    }

    private static void EndChange(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, PlatformEvent told)
    {
        json.WriteStartObject();
        json.WriteString("field"u8, told.Field);
        json.WritePropertyName("value"u8);
        json.WriteRawValue(told.Value, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, Due due, int version)
    {
        var message = due.Message!;
        var update = message.Updates[due.Index];
        json.WriteStartObject();
        json.WriteString("id"u8, message.Wamid);
        json.WriteString("status"u8, update.Kind switch
        {
            UpdateKind.Sent => "sent"u8,
            UpdateKind.Delivered => "delivered"u8,
            UpdateKind.Read => "read"u8,
            _ => "failed"u8,
        });
        WriteSeconds(json, "timestamp"u8, due.At);
        json.WriteString("recipient_id"u8, message.Recipient);
        if (message.CallbackData.Length > 0)
            json.WriteString("biz_opaque_callback_data"u8, message.CallbackData);
        if (IsPriced(message, due.Index))
            WritePrice(json, message, update.Kind, due.At, version);
        if (update.Kind == UpdateKind.Failed)
            WriteErrors(json, update.Code);
        json.WriteEndObject();
    }

    /// <summary>With <c>sent</c> and with the first of delivered and read.</summary>
    private static bool IsPriced(SentMessage message, int index)
    {
        var kind = message.Updates[index].Kind;
        if (kind is UpdateKind.Failed)
            return false;
        return kind == UpdateKind.Sent || Array.FindIndex(message.Updates, u => u.Kind is UpdateKind.Delivered or UpdateKind.Read) == index;
    }

    private static void WritePrice(Utf8JsonWriter json, SentMessage message, UpdateKind kind, long at, int version)
    {
        var category = message.Category.ToLowerInvariant();
        if (version < FirstVersionWithoutConversation)
        {
            json.WriteStartObject("conversation"u8);
            json.WriteString("id"u8, message.Wamid[^16..]);
            if (kind == UpdateKind.Sent)
                WriteSeconds(json, "expiration_timestamp"u8, at + 86_400_000);
            json.WriteStartObject("origin"u8);
            json.WriteString("type"u8, category);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteStartObject("pricing"u8);
        json.WriteBoolean("billable"u8, true);
        json.WriteString("pricing_model"u8, "PMP"u8);
        json.WriteString("category"u8, category);
        json.WriteString("type"u8, "regular"u8);
        json.WriteEndObject();
    }

    private static void WriteErrors(Utf8JsonWriter json, int code)
    {
        json.WriteStartArray("errors"u8);
        json.WriteStartObject();
        json.WriteNumber("code"u8, code);
        json.WriteString("title"u8, GraphErrors.Title(code));
        json.WriteString("message"u8, GraphErrors.Title(code));
        json.WriteStartObject("error_data"u8);
        json.WriteString("details"u8, GraphErrors.Title(code));
        json.WriteEndObject();
        json.WriteString("href"u8, "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"u8);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Unix seconds as a string, as the API writes times.</summary>
    public static void WriteSeconds(Utf8JsonWriter json, ReadOnlySpan<byte> name, long milliseconds)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(milliseconds / 1000, digits, out var written);
        json.WriteString(name, digits[..written]);
    }
}
