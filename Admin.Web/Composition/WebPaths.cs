namespace Admin.Web.Composition;

internal static class WebPaths
{
    /// <summary>Whether the path is this or below it, by whole segments.</summary>
    public static bool IsUnder(this PathString path, PathString root) => path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase);
}
