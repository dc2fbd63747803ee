using Microsoft.Playwright;

namespace Admin.E2E.Fixtures;

/// <summary>How a visitor sees the pages.</summary>
internal sealed record Look(int Width, string Theme, string Culture)
{
    public const int Desk = 1440;
    public const int Phone = 390;

    public int Height => Width == Phone ? 844 : 900;

    public static Look Usual { get; } = new(Desk, "light", "en-US");

    public IEnumerable<Cookie> Cookies(Uri address) =>
    [
        new() { Name = "admin.theme", Value = Theme, Url = address.ToString() },
        new() { Name = "admin.culture", Value = Uri.EscapeDataString($"c={Culture}|uic={Culture}"), Url = address.ToString() },
    ];

    public override string ToString() => $"{Width}-{Theme}-{Culture}";
}
