using Microsoft.Playwright;

namespace Admin.E2E.Fixtures;

/// <summary>The system's Chromium, told to talk to nobody by itself.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Null when none is installed; <c>ADMIN_TEST_CHROMIUM</c> names one elsewhere.</summary>
    public static string? Path =>
        Environment.GetEnvironmentVariable("ADMIN_TEST_CHROMIUM") ?? Places.FirstOrDefault(File.Exists);

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Path,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
        ],
    });
}
