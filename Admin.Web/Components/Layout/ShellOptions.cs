namespace Admin.Web.Components.Layout;

/// <summary>What the composition root tells the frame.</summary>
public sealed class ShellOptions
{
    /// <summary>The built-in simulator takes the messages; a banner says so.</summary>
    public bool IsSimulated { get; set; }
}
