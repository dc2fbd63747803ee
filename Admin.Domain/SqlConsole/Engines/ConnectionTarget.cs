using Admin.Domain.Organizations;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>Where to connect. For SQLite, <paramref name="Database"/> is a path inside the organization's own directory.</summary>
public sealed record ConnectionTarget(OrganizationId Organization, EngineKind Engine, string? Host, int? Port, string Database, AccessMode Mode);
