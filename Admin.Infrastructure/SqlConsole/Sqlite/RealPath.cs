namespace Admin.Infrastructure.SqlConsole.Sqlite;

/// <summary>Paths with every link on the way resolved.</summary>
internal static class RealPath
{
    private const int MaxLinks = 40;

    /// <summary>The real path of something that exists, or null.</summary>
    public static string? Of(string path)
    {
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        var parts = new Stack<string>(Parts(path).Reverse());
        for (var links = 0; parts.TryPop(out var part);)
        {
            var next = Path.Combine(real, part);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (info.LinkTarget is not { } target)
            {
                if (!info.Exists)
                    return null;
                real = next;
                continue;
            }
            if (++links > MaxLinks)
                return null;
            var leads = Path.GetFullPath(target, real);
            real = Path.GetPathRoot(leads)!;
            foreach (var piece in Parts(leads).Reverse())
                parts.Push(piece);
        }
        return real;
    }

    public static bool IsInside(string path, string directory) =>
        path.StartsWith(directory.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string[] Parts(string path)
    {
        var full = Path.GetFullPath(path);
        return full[Path.GetPathRoot(full)!.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
    }
}
