using System.Text;
using Admin.Domain.Secrets.Fernet;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Secrets;

/// <summary><c>fernet.keys</c> in the data directory: one base64url key a line, the first encrypts; lines with # are comments.</summary>
public sealed class FernetKeyFile(DataDirectory directory, ILogger<FernetKeyFile> log)
{
    public const string Name = "fernet.keys";

    private const UnixFileMode OthersMayRead = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Path => directory.File(Name);

    /// <summary>Null when there is no file.</summary>
    /// <exception cref="SecretKeysException">The file is there, but is not whole.</exception>
    public FernetRing? Read()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretKeysException($"The key file {Path} cannot be read: {e.Message}", e);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & OthersMayRead) != UnixFileMode.None)
            log.LogWarning("The key file {Path} can be read by others than its owner: chmod 600", Path);
        return Parse(lines);
    }

    public void Create(FernetKey key) => directory.CreatePrivateFile(Name, Encoding.UTF8.GetBytes(
        $"""
        # Keys that encrypt this installation's secrets (Fernet, base64url of 32 bytes each, one a line).
        # The first key encrypts, all decrypt: put a new key above the others, and keep those while data needs them.
        # Without these keys no stored secret can be read. Keep a copy in a safe place, apart from the database's.
        {key.Export()}

        """));

    private FernetRing Parse(string[] lines)
    {
        List<FernetKey> keys = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            // Never the line itself: a cut-off key is still most of a key.
            if (!FernetKey.TryParse(line, out var key))
                throw new SecretKeysException($"Line {i + 1} of the key file {Path} is not a whole key (44 characters of base64url, 32 bytes). Put the file back from a backup.");
            keys.Add(key);
        }

        return keys.Count > 0 ? new FernetRing(keys) : throw new SecretKeysException($"The key file {Path} holds no key. Put it back from a backup; if no secret was ever stored, delete it.");
    }
}
