using Admin.Domain.Secrets;

namespace Admin.Domain.Messaging;

/// <summary>An organization's own Meta app as it sees it; of its secrets only which they are.</summary>
/// <param name="Stamp">For If-Match.</param>
public sealed record WhatsAppAppView(WhatsAppAppId Id, string Name, string MetaAppId, SecretId AppSecretId, SecretId VerifyTokenId, DateTime CreatedAt, Guid Stamp)
{
    /// <summary>Where Meta is to send the app's webhooks, behind the installation's own address.</summary>
    public string WebhookPath => $"/webhooks/whatsapp/{Id}";

    internal static WhatsAppAppView Of(WhatsAppApp a) => new(a.Id, a.Name, a.MetaAppId, a.AppSecretId, a.VerifyTokenId, a.CreatedAt, a.Stamp);
}

/// <summary>An app to be registered; both values become restricted secrets.</summary>
public sealed record WhatsAppAppDraft(string? Name, string? MetaAppId, SecretInput? AppSecret, SecretInput? VerifyToken)
{
    public override string ToString() => $"App {MetaAppId}";
}

/// <summary>What an app should become; a value that is not given stays.</summary>
public sealed record WhatsAppAppChange(string? Name, SecretInput? AppSecret = null, SecretInput? VerifyToken = null)
{
    public override string ToString() => "App change";
}
