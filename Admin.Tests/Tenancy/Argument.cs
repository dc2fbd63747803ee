namespace Admin.Tests.Tenancy;

/// <summary>What a parameter is given: something of the caller's own, and the same with something of another organization in it.</summary>
/// <param name="Foreign">Each with a word for what is foreign about it.</param>
internal sealed record Argument(object? Own, params (string What, object? Value)[] Foreign);
