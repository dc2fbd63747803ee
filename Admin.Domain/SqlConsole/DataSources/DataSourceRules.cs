using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Network;
using Admin.Domain.SqlConsole.Running;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>What may be said of a data source; collects every fault.</summary>
internal static class DataSourceRules
{
    public const int MaxSensitiveColumns = 500;
    public const int SensitiveNameMaxLength = 200;

    public static Error? Check(DataSourceSettings settings, bool isNew)
    {
        var faults = new List<Error>();
        if (isNew || settings.Name is not null)
            Text(faults, "name", settings.Name, DataSource.NameMaxLength);
        if (isNew || settings.Database is not null)
            Text(faults, "database", settings.Database, DataSource.DatabaseMaxLength);
        if (isNew && settings.Engine is null)
            faults.Add(Missing("engine"));
        if (settings.Host is { Length: > 0 } host && (host.Trim().Length > DataSource.HostMaxLength || !HostName.IsValid(host.Trim())))
            faults.Add(Error.Invalid("host_invalid", "A host is one name or one address, without port, list or path: correct it.", "host"));
        if (settings.Port is < 1 or > 65_535)
            faults.Add(Error.Invalid("port_out_of_range", "A port is a number from 1 to 65535: correct it.", "port"));
        TooLong(faults, "user_name", settings.UserName, DataSource.UserNameMaxLength);
        TooLong(faults, "authentication_database", settings.AuthenticationDatabase, DataSource.DatabaseMaxLength);
        if (settings.TlsAuthority is { Length: > 0 } authority && !IsAuthority(authority))
            faults.Add(Error.Invalid("tls_authority_invalid", "The certificate authority is one or more certificates in PEM form, up to 16 KiB: paste it whole.", "tls_authority"));
        if (settings.TimeoutSeconds is < RunLimits.MinTimeoutSeconds or > RunLimits.MaxTimeoutSeconds)
            faults.Add(Error.Invalid("timeout_out_of_range", $"The timeout is {RunLimits.MinTimeoutSeconds} to {RunLimits.MaxTimeoutSeconds} seconds: choose one of these.", "timeout_seconds"));
        if (settings.MaxRows is < 1 or > RunLimits.MaxRows)
            faults.Add(Error.Invalid("max_rows_out_of_range", $"The row limit is 1 to {RunLimits.MaxRows}: choose one of these.", "max_rows"));
        if (settings.Hours is { IsAlways: false } hours && !TimeZoneInfo.TryFindSystemTimeZoneById(hours.TimeZone, out _))
            faults.Add(Error.Invalid("hours_time_zone_unknown", "There is no such time zone: give its IANA name, such as America/Sao_Paulo.", "hours"));
        Sensitive(faults, settings);
        return Error.Join(faults);
    }

    /// <summary>What only the engine's nature tells: a server needs a host, a file has none.</summary>
    public static Error? CheckPlace(DataSource source, EngineTraits traits, ServerGate gate)
    {
        if (!traits.IsServer)
            return CheckPath(source.Engine, source.Database);
        if (source.Host is null)
            return Missing("host");
        if (!gate.IsListed(source.Host))
            return Error.Invalid("host_not_listed", "This installation does not let data sources use this host: ask who runs it to list it in SqlConsole:AllowedHosts.", "host");
        return source.CredentialsSecretId is not null && source.UserName is null ? Missing("user_name") : null;
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

    private static void Sensitive(List<Error> faults, DataSourceSettings settings)
    {
        if (settings.SensitiveColumns is not { } columns)
            return;
        var wrong = columns.Count > MaxSensitiveColumns || columns.Any(c =>
            string.IsNullOrWhiteSpace(c.Column) || c.Column.Length > SensitiveNameMaxLength || c.Table?.Length > SensitiveNameMaxLength
            || string.IsNullOrWhiteSpace(c.Reason) || c.Reason.Length > SensitiveNameMaxLength);
        if (wrong)
            faults.Add(Error.Invalid(
                "sensitive_columns_invalid",
                $"Up to {MaxSensitiveColumns} sensitive columns, each with a name and a reason of at most {SensitiveNameMaxLength} characters: correct them.",
                "sensitive_columns"));
    }

    private static bool IsAuthority(string pem)
    {
        if (pem.Length > DataSource.TlsAuthorityMaxLength)
            return false;
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPem(pem);
            return certificates.Count > 0;
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var certificate in certificates)
                certificate.Dispose();
        }
    }

    private static void Text(List<Error> faults, string field, string? value, int max)
    {
        if (string.IsNullOrWhiteSpace(value))
            faults.Add(Missing(field));
        else
            TooLong(faults, field, value, max);
    }

    private static void TooLong(List<Error> faults, string field, string? value, int max)
    {
        if (value?.Trim().Length > max)
            faults.Add(Error.Invalid($"{field}_too_long", $"The {field} has at most {max} characters: shorten it.", field));
    }

    private static Error Missing(string field) => Error.Invalid($"{field}_required", $"The {field} is missing: give it.", field);
}
