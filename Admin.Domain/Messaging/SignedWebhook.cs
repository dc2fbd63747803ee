namespace Admin.Domain.Messaging;

/// <summary>A POST whose signature was verified.</summary>
/// <param name="App">Whose secret signed it.</param>
/// <param name="Body">The bytes as they came.</param>
/// <param name="Signature">The header as it came.</param>
public sealed record SignedWebhook(WhatsAppAppId App, byte[] Body, string Signature, string? ContentType)
{
    /// <summary>Without the body, which names people.</summary>
    public override string ToString() => $"Webhook of {Body.Length} bytes";
}
