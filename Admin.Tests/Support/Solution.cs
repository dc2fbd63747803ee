namespace Admin.Tests.Support;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Solution
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Combine(directory.FullName, "Admin.slnx")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("No solution above the tests.");
    }
}
