namespace Admin.E2E.Fixtures;

/// <summary>For what Playwright waits for without a limit: a page's script, a download, a trace, the end of a browser.</summary>
internal static class InTime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task InTimeAsync(this Task task) => task.WaitAsync(Patience);

    public static Task<T> InTimeAsync<T>(this Task<T> task) => task.WaitAsync(Patience);
}
