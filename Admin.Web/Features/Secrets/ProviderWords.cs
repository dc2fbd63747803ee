using System.Globalization;
using Admin.Domain.Secrets.ReEncrypting;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Secrets;

/// <summary>What is said of a provider that does not work, and of a run.</summary>
internal static class ProviderWords
{
    /// <summary>What follows a provider's name: "does not answer".</summary>
    public static string Fault(IStringLocalizer<EncryptionTexts> loc, string? code) => loc[code switch
    {
        "secret_provider_unreachable" => nameof(EncryptionTexts.Fault_unreachable),
        "secret_provider_sealed" => nameof(EncryptionTexts.Fault_sealed),
        "secret_provider_standby" => nameof(EncryptionTexts.Fault_standby),
        "secret_provider_throttled" => nameof(EncryptionTexts.Fault_throttled),
        "secret_provider_sign_in_refused" => nameof(EncryptionTexts.Fault_sign_in_refused),
        "secret_provider_refused" => nameof(EncryptionTexts.Fault_refused),
        "secret_provider_key_missing" or "secret_key_missing" => nameof(EncryptionTexts.Fault_key_missing),
        "secret_provider_key_disabled" => nameof(EncryptionTexts.Fault_key_disabled),
        "secret_provider_key_not_derived" => nameof(EncryptionTexts.Fault_key_not_derived),
        "secret_provider_keys_missing" => nameof(EncryptionTexts.Fault_keys_missing),
        "secret_provider_away" => nameof(EncryptionTexts.Fault_away),
        _ => nameof(EncryptionTexts.Fault_failed),
    }];

    /// <summary>Why a version could not be read.</summary>
    public static string Failure(IStringLocalizer<EncryptionTexts> loc, string code) => loc[code switch
    {
        "secret_unreadable" => nameof(EncryptionTexts.Failure_unreadable),
        "secret_key_missing" or "secret_provider_key_missing" => nameof(EncryptionTexts.Failure_key_missing),
        _ => nameof(EncryptionTexts.Failure_failed),
    }];

    /// <summary>A run's state as the status that looks like it.</summary>
    public static string Status(ReEncryptionView run) => run.State switch
    {
        ReEncryptionState.Waiting => run.Reason is null ? "pending" : "stalled",
        ReEncryptionState.Running => "running",
        ReEncryptionState.Completed => run.Failed > 0 ? "needs_attention" : "completed",
        ReEncryptionState.Stopped => "cancelled",
    };

    /// <summary>Why it waits; null where it does not.</summary>
    public static string? Why(IStringLocalizer<EncryptionTexts> loc, ReEncryptionView run) => run switch
    {
        { State: not ReEncryptionState.Waiting } => null,
        { Reason: null } => loc[nameof(EncryptionTexts.WaitsStart)].Value,
        { ReasonProvider: { } provider } => loc[nameof(EncryptionTexts.WaitsFor), SecretWords.Provider(provider), Fault(loc, run.Reason)].Value,
        _ => loc[nameof(EncryptionTexts.WaitsInterrupted)].Value,
    };

    /// <summary>Which secrets a run is of: "all secrets, from Vault".</summary>
    public static string What(IStringLocalizer<EncryptionTexts> loc, ReEncryptionView run)
    {
        var which = run.SecretCount switch
        {
            0 => loc[nameof(EncryptionTexts.OfAll)],
            1 => loc[nameof(EncryptionTexts.OfOne)],
            var many => loc[nameof(EncryptionTexts.OfMany), many.ToString("N0", CultureInfo.CurrentCulture)],
        };
        return run.FromProvider is { } from ? $"{which.Value}, {loc[nameof(EncryptionTexts.FromProvider), SecretWords.Provider(from)].Value}" : which;
    }
}
