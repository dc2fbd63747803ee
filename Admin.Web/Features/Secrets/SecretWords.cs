using Admin.Domain.Secrets;

namespace Admin.Web.Features.Secrets;

/// <summary>Keys of the words for what the domain names.</summary>
internal static class SecretWords
{
    public static string Kind(SecretKind kind) => kind switch
    {
        SecretKind.Other => nameof(SecretTexts.KindOther),
        SecretKind.ApiKey => nameof(SecretTexts.KindApiKey),
        SecretKind.Database => nameof(SecretTexts.KindDatabase),
        SecretKind.WhatsappToken => nameof(SecretTexts.KindWhatsappToken),
        SecretKind.Webhook => nameof(SecretTexts.KindWebhook),
        SecretKind.Certificate => nameof(SecretTexts.KindCertificate),
    };

    public static string State(SecretVersionState state) => state switch
    {
        SecretVersionState.Current => nameof(SecretTexts.StateCurrent),
        SecretVersionState.Previous => nameof(SecretTexts.StatePrevious),
        SecretVersionState.Old => nameof(SecretTexts.StateOld),
        SecretVersionState.Destroyed => nameof(SecretTexts.StateDestroyed),
    };

    /// <summary>Null: an action of another version of the application; then its own name is shown.</summary>
    public static string? Action(string action) => action switch
    {
        "secret.created" => nameof(SecretTexts.ActCreated),
        "secret.updated" => nameof(SecretTexts.ActUpdated),
        "secret.rotated" => nameof(SecretTexts.ActRotated),
        "secret.deleted" => nameof(SecretTexts.ActDeleted),
        "secret.restored" => nameof(SecretTexts.ActRestored),
        "secret.revealed" => nameof(SecretTexts.ActRevealed),
        "secret.read" => nameof(SecretTexts.ActRead),
        "secret.reads_counted" => nameof(SecretTexts.ActReadsCounted),
        "secret.read_failed" => nameof(SecretTexts.ActReadFailed),
        _ => null,
    };

    /// <summary>Names of products and algorithms; they need no translation.</summary>
    public static string Provider(string provider) => provider switch
    {
        "fernet" => "Fernet",
        "aes_gcm" => "AES-256-GCM",
        "aws_kms" => "AWS KMS",
        "vault" => "Vault",
        _ => provider,
    };

    public static string User(string type) => type switch
    {
        "number" => nameof(SecretTexts.UserNumber),
        "data_source" => nameof(SecretTexts.UserDataSource),
        _ => nameof(SecretTexts.UserOther),
    };
}
