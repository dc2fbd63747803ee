using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Batches;

public static class SecretBatchErrors
{
    public static Error NothingGiven { get; } = Error.Invalid("secret_batch_nothing_given", "Say what to change: tags to add or remove, an expiry, or a provider.");

    /// <summary>One answer can only say of one of them what became of it.</summary>
    public static Error ProviderAlone { get; } = Error.Invalid("secret_batch_provider_alone", "Moving to another provider is a call of its own; send tags and expiry apart from it.", "provider");
}
