using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>What one reader must not see of one statement's result.</summary>
/// <param name="HidesErrorText">Whether messages of the server may carry hidden values.</param>
/// <param name="Fingerprint">The same for readers who see the same; part of cache keys.</param>
public sealed record ReadMask(IResultMask Result, bool HidesErrorText, string Fingerprint);
