namespace Admin.Tests.Support;

/// <summary>One fixed instant for all tests.</summary>
public static class Times
{
    public static readonly DateTimeOffset Start = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public static DateTime Now => Start.UtcDateTime;
}
