using Admin.Domain.Accounts;
using Admin.Domain.Secrets;
using Microsoft.Extensions.Localization;

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

    /// <summary>For how long the value before a new one stays readable.</summary>
    public static string Grace(IStringLocalizer<SecretTexts> loc, int hours) => hours switch
    {
        0 => loc[nameof(SecretTexts.GraceNone)],
        1 => loc[nameof(SecretTexts.GraceHour)],
        >= 48 when hours % 24 == 0 => loc[nameof(SecretTexts.GraceDays), hours / 24],
        _ => loc[nameof(SecretTexts.GraceHours), hours],
    };

    public static string Attention(SecretAttention attention) => attention switch
    {
        SecretAttention.OverdueRotation => nameof(SecretTexts.OverdueRotation),
        SecretAttention.NeverUsed => nameof(SecretTexts.NeverUsed),
        SecretAttention.Stale => nameof(SecretTexts.Stale),
        SecretAttention.Duplicate => nameof(SecretTexts.Duplicates),
    };

    /// <summary>A word of <see cref="SecretUsageTexts"/>.</summary>
    public static string Reader(ActorKind kind) => kind switch
    {
        ActorKind.Person => nameof(SecretUsageTexts.ReaderPerson),
        ActorKind.ServiceToken => nameof(SecretUsageTexts.ReaderToken),
        ActorKind.System => nameof(SecretUsageTexts.ReaderSystem),
    };

    /// <summary>What a provider is, where one is chosen; one that these pages do not know is called by its own name.</summary>
    public static string ProviderChoice(string provider) => provider switch
    {
        SecretProviders.Fernet => nameof(SecretTexts.ProviderFernet),
        SecretProviders.AesGcm => nameof(SecretTexts.ProviderAesGcm),
        SecretProviders.AwsKms => nameof(SecretTexts.ProviderAwsKms),
        SecretProviders.Vault => nameof(SecretTexts.ProviderVault),
        _ => provider,
    };

    /// <summary>Null: an action of another version of the application; then its own name is shown.</summary>
    public static string? Action(string action) => action switch
    {
        "secret.created" => nameof(SecretTexts.ActCreated),
        "secret.updated" => nameof(SecretTexts.ActUpdated),
        "secret.rotated" => nameof(SecretTexts.ActRotated),
        "secret.rolled_back" => nameof(SecretTexts.ActRolledBack),
        "secret.purged" => nameof(SecretTexts.ActPurged),
        "secret.version_destroyed" => nameof(SecretTexts.ActVersionDestroyed),
        "secret.deleted" => nameof(SecretTexts.ActDeleted),
        "secret.restored" => nameof(SecretTexts.ActRestored),
        "secret.revealed" => nameof(SecretTexts.ActRevealed),
        "secret.read" => nameof(SecretTexts.ActRead),
        "secret.reads_counted" => nameof(SecretTexts.ActReadsCounted),
        "secret.checked" => nameof(SecretTexts.ActChecked),
        "secret.check_failed" => nameof(SecretTexts.ActCheckFailed),
        "secret.check_address_set" => nameof(SecretTexts.ActCheckAddressSet),
        "secret.read_failed" => nameof(SecretTexts.ActReadFailed),
        _ => null,
    };

    /// <summary>Names of products and algorithms; they need no translation.</summary>
    public static string Provider(string provider) => provider switch
    {
        SecretProviders.Fernet => "Fernet",
        SecretProviders.AesGcm => "AES-256-GCM",
        SecretProviders.AwsKms => "AWS KMS",
        SecretProviders.Vault => "Vault",
        _ => provider,
    };

    public static string User(string type) => type switch
    {
        "number" => nameof(SecretTexts.UserNumber),
        "data_source" => nameof(SecretTexts.UserDataSource),
        _ => nameof(SecretTexts.UserOther),
    };
}
