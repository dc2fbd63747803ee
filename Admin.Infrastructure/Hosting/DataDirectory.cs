namespace Admin.Infrastructure.Hosting;

/// <summary>Where the embedded column keeps its files: database, keys, demo password. Readable by its owner only.</summary>
public sealed class DataDirectory
{
    private bool _isMade;

    public DataDirectory(string path) => FullPath = Path.GetFullPath(path);

    /// <summary>Where it is, or will be.</summary>
    public string FullPath { get; }

    /// <summary>The path of a file in it. The directory is made when the first one is asked for: a start that the configuration forbids leaves nothing behind.</summary>
    public string File(string name)
    {
        Make();
        return Path.Combine(FullPath, name);
    }

    /// <summary>Writes a file that only its owner can read; never over an existing one, never half of it.</summary>
    public void CreatePrivateFile(string name, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var temporary = File($".{name}.{Guid.CreateVersion7():N}");
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(temporary, File(name), overwrite: false);
    }

    private void Make()
    {
        if (_isMade)
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(FullPath);
        else
            Directory.CreateDirectory(FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _isMade = true;
    }
}
