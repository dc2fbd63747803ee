using Admin.Domain.Auditing;

namespace Admin.Infrastructure.Auditing;

/// <summary>
/// Makes the key at the first start, and refuses to start with a lost or foreign one: new entries under another key would
/// make an untouched chain look forged. Run after the migrations, before anything appends.
/// </summary>
internal sealed class AuditKeyStartup(AuditKey key, AuditSamples samples)
{
    /// <exception cref="AuditKeyException">Entries exist, and the key is not there or is not theirs.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        if (key.Load() is null)
        {
            if (await samples.ExistAsync(ct))
                throw new AuditKeyException($"The audit has entries, but their key {key.Path} is gone. Put the file back from a backup, or set Auditing:Key; a new key would make the entries look forged.");
            key.Create();
        }

        if (!await samples.FitAsync(ct))
            throw new AuditKeyException("The audit key is not the one that sealed the entries that are there. Put back the right Auditing:Key or audit.key.");
    }
}
