namespace Admin.Web.Features.Accounts;

/// <summary>Browser and system of a user agent, as people call them. What it does not know stays as it is.</summary>
internal static class DeviceName
{
    // The order matters: each of these also claims to be those below it.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("Chrome/", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string? Of(string? userAgent) =>
        userAgent is not null && Find(Browsers, userAgent) is { } browser && Find(Systems, userAgent) is { } system ? $"{browser}, {system}" : userAgent;

    private static string? Find((string Mark, string Name)[] table, string userAgent) =>
        Array.Find(table, row => userAgent.Contains(row.Mark, StringComparison.Ordinal)).Name;
}
