using System.Text.Json;

namespace Admin.Domain.Messaging;

/// <summary>Which numbers a body names, found without reading it as a whole: <c>entry[].changes[].value.metadata.phone_number_id</c>.</summary>
public static class WebhookNumbers
{
    private const int DepthOfMetadata = 7;

    /// <summary>As <see cref="WebhookEvent.Numbers"/> keeps them. What cannot be read names what stands before the fault.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = WebhookParser.MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != DepthOfMetadata || !reader.ValueTextEquals("phone_number_id"u8))
                    continue;
                if (reader.Read() && Id(ref reader) is { } id)
                    found.Add(id);
            }
        }
        catch (JsonException)
        {
            // Stored and answered like every signed body; the merger says that it is unreadable.
        }

        var text = string.Join(' ', found);
        return text.Length <= WebhookEvent.NumbersMaxLength ? text : WebhookEvent.ManyNumbers;
    }

    /// <summary>The ids that a stored event names; none where there are too many to keep.</summary>
    public static string[] Split(string numbers) => numbers is "" or WebhookEvent.ManyNumbers ? [] : numbers.Split(' ');

    private static string? Id(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when reader.ValueSpan.Length <= Number.PhoneNumberIdMaxLength && IsPlain(reader.ValueSpan) => reader.GetString(),
        JsonTokenType.Number when reader.ValueSpan.Length <= Number.PhoneNumberIdMaxLength => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
        _ => null,
    };

    // Ids are digits; whatever could be taken for a separator names nobody.
    private static bool IsPlain(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !text.ContainsAny((byte)'*', (byte)'\\');
}
