namespace Admin.Domain.SqlConsole.Engines;

/// <summary>What a test of a connection found.</summary>
/// <param name="Tls">Protocol and cipher in the server's words; null in the clear.</param>
/// <param name="Dangers">Rights of the account that a console's account should not have, in the server's words: <c>superuser</c>, <c>FILE</c>.</param>
/// <param name="SafeAccount">Statements that make an account with reading rights alone, ready to copy; null where there are no accounts.</param>
public sealed record ConnectionReport(TimeSpan ConnectionTime, string ServerVersion, string? Tls, IReadOnlyList<string> Dangers, string? SafeAccount);
