namespace Admin.Infrastructure.Demo;

/// <summary>Section <c>Demo</c>.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>Unset: only in Development.</summary>
    public bool? Enabled { get; set; }

    /// <summary>Set: applied to the demo people at each start. Empty: made once and kept in <c>demo-password</c> in the data directory.</summary>
    public string? Password { get; set; }
}
