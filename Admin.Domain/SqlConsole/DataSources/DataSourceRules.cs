using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>What may be said of a data source; collects every fault.</summary>
internal static class DataSourceRules
{
    public static Error? Check(DataSourceSettings settings, bool isNew)
    {
        var faults = new List<Error>();
        if (isNew || settings.Name is not null)
            Text(faults, "name", settings.Name, DataSource.NameMaxLength);
        if (isNew || settings.Database is not null)
            Text(faults, "database", settings.Database, DataSource.DatabaseMaxLength);
        if (isNew && settings.Engine is null)
            faults.Add(Missing("engine"));
        if (settings.Host is { Length: > DataSource.HostMaxLength })
            faults.Add(Error.Invalid("host_too_long", $"A host has at most {DataSource.HostMaxLength} characters: check it.", "host"));
        if (settings.Port is < 1 or > 65_535)
            faults.Add(Error.Invalid("port_out_of_range", "A port is a number from 1 to 65535: correct it.", "port"));
        return Error.Join(faults);
    }

    /// <summary>A SQLite path names a file inside the organization's directory: no root, no way up.</summary>
    public static Error? CheckPath(EngineKind engine, string database)
    {
        var wrong = Path.IsPathRooted(database) || database.Contains('\0', StringComparison.Ordinal) || database.Contains('\\', StringComparison.Ordinal)
            || database.Split('/').Any(part => part.Trim() is "" or "." or "..");
        return engine == EngineKind.Sqlite && wrong
            ? Error.Invalid("database_path_invalid", "A SQLite database is named by its path inside the organization's directory, without .. or a leading slash: correct it.", "database")
            : null;
    }

    /// <summary>Whether the settings name a secret that this organization does not have; another one's is not found either.</summary>
    public static async Task<bool> MissesSecretAsync(AdminDbContext db, DataSourceSettings settings, CancellationToken ct) =>
        settings.CredentialsSecretId is { } secret && !await db.Set<Secret>().AnyAsync(s => s.Id == secret && s.DeletedAt == null, ct);

    private static void Text(List<Error> faults, string field, string? value, int max)
    {
        if (string.IsNullOrWhiteSpace(value))
            faults.Add(Missing(field));
        else if (value.Trim().Length > max)
            faults.Add(Error.Invalid($"{field}_too_long", $"The {field} has at most {max} characters: shorten it.", field));
    }

    private static Error Missing(string field) => Error.Invalid($"{field}_required", $"The {field} is missing: give it.", field);
}
