namespace Admin.Tests.Infrastructure.SqlConsole;

/// <summary>Tests that count what the whole process holds.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
