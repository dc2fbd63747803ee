namespace Admin.Domain.Messaging;

/// <summary>Names and other words about people, as those without <c>contacts.read_personal</c> see them.</summary>
public static class NameMask
{
    public const string Hidden = "•••••";

    /// <summary>The initial; empty for no name.</summary>
    public static string Of(string name) => name.Trim() is { Length: > 0 } written ? $"{char.ToUpperInvariant(written[0])}{Hidden}" : "";
}
