using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Batches;

public static class SecretBatchErrors
{
    public static Error NothingGiven { get; } = Error.Invalid("secret_batch_nothing_given", "Say what to change: tags to add or remove, or an expiry.");
}
