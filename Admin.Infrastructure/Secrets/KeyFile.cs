using System.Diagnostics.CodeAnalysis;
using System.Text;
using Admin.Domain.Secrets;
using Admin.Infrastructure.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Secrets;

/// <summary>A local provider's keys in the data directory: one base64url key a line, the first encrypts; lines with # are comments.</summary>
public abstract class KeyFile<TKey>(DataDirectory directory, ILogger log)
    where TKey : MasterKey
{
    private const UnixFileMode OthersMayRead = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public string Path => directory.File(FileName);

    protected abstract string FileName { get; }

    /// <summary>What the keys are of, in the file's first line.</summary>
    protected abstract string Algorithm { get; }

    /// <summary>No keys when there is no file.</summary>
    /// <exception cref="SecretKeysException">The file is there, but is not whole.</exception>
    public IReadOnlyList<TKey> Read()
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(Path);
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretKeysException($"The key file {Path} cannot be read: {e.Message}", e);
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(Path) & OthersMayRead) != UnixFileMode.None)
            log.LogWarning("The key file {Path} can be read by others than its owner: chmod 600", Path);
        return Parse(lines);
    }

    public void Create(TKey key)
    {
        directory.CreatePrivateFile(FileName, Encoding.UTF8.GetBytes(
            $"""
            # Keys that encrypt this installation's secrets ({Algorithm}, base64url of 32 bytes each, one a line).
            # The first key encrypts, all decrypt: put a new key above the others, and keep those while data needs them.
            # Without these keys no stored secret can be read. Keep a copy in a safe place, apart from the database's.
            {key.Export()}

            """));
        log.LogInformation("Made the key file {Path} with the key {KeyId}. Keep a copy: without it no secret can be read", Path, key.Id);
    }

    protected abstract bool TryParse(string text, [NotNullWhen(true)] out TKey? key);

    private List<TKey> Parse(string[] lines)
    {
        List<TKey> keys = [];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            // Never the line itself: a cut-off key is still most of a key.
            if (!TryParse(line, out var key))
                throw new SecretKeysException($"Line {i + 1} of the key file {Path} is not a whole key (44 characters of base64url, 32 bytes). Put the file back from a backup.");
            keys.Add(key);
        }

        return keys.Count > 0 ? keys : throw new SecretKeysException($"The key file {Path} holds no key. Put it back from a backup; if no secret was ever stored, delete it.");
    }
}
