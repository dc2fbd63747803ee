using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole;

/// <summary>What a run gave.</summary>
public sealed record RunAnswer(QueryType QueryType, ResultBuffer Results, RunReport Report, IReadOnlyList<string> Warnings);
