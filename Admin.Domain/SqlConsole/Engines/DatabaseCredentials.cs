using Admin.Domain.Secrets;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>An account at a database server. The password prints as a placeholder (<see cref="SecretValue"/>).</summary>
public sealed record DatabaseCredentials(string UserName, SecretValue Password);
