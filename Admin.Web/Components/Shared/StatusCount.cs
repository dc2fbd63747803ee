namespace Admin.Web.Components.Shared;

/// <summary>How many have a status (in snake_case).</summary>
public sealed record StatusCount(string Status, int Count);
