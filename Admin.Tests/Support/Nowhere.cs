namespace Admin.Tests.Support;

/// <summary>An address at which nothing listens.</summary>
internal static class Nowhere
{
    // Port 1 of loopback: reserved, and refused at once.
    public const string Address = "http://127.0.0.1:1";
}
