using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Auditing;

/// <summary>The key that seals audit entries: from configuration, or from a file in the data directory. Never in the database.</summary>
internal sealed class AuditKey(IOptions<AuditOptions> options, DataDirectory directory)
{
    public const string FileName = "audit.key";

    private byte[]? _value;

    public string Path => directory.File(FileName);

    /// <exception cref="InvalidOperationException">Asked for before <see cref="AuditKeyStartup"/> ran, and there is no key yet.</exception>
    public byte[] Value => _value ?? Load() ?? throw new InvalidOperationException("There is no audit key yet: the start makes one.");

    /// <summary>The configured key or the file's; null when there is neither.</summary>
    public byte[]? Load()
    {
        if (options.Value.Key is { Length: > 0 } configured)
            return _value = Convert.FromBase64String(configured);
        if (!File.Exists(Path))
            return null;
        var read = File.ReadAllBytes(Path);
        return read.Length == AuditOptions.KeyLength
            ? _value = read
            : throw new AuditKeyException($"{Path} is damaged: it should hold {AuditOptions.KeyLength} bytes. Put the file back from a backup.");
    }

    public void Create() => directory.CreatePrivateFile(FileName, System.Security.Cryptography.RandomNumberGenerator.GetBytes(AuditOptions.KeyLength));
}

/// <summary>The key is lost, damaged or foreign; the message says what to do.</summary>
public sealed class AuditKeyException(string message) : CannotStartException(message);
