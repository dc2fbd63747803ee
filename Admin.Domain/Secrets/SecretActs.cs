using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Secrets.Checking;

namespace Admin.Domain.Secrets;

/// <summary>What the audit says of secrets: ids, numbers and names of fields, never a value.</summary>
internal static class SecretActs
{
    public const string Subject = "secret";

    public const string RevealedAction = "secret.revealed";

    public static AuditAct Created(Secret secret) => Of("secret.created", secret.Id, ("provider", secret.Provider), ("kind", Common.SnakeCase.Of(secret.Kind)));

    public static AuditAct Updated(Secret secret, IEnumerable<string> fields) => Of("secret.updated", secret.Id, ("fields", string.Join(",", fields)), ("version", Text(secret.CurrentVersion)));

    public static AuditAct Rotated(Secret secret) => Of("secret.rotated", secret.Id, ("version", Text(secret.CurrentVersion)));

    public static AuditAct RolledBack(Secret secret, int from) => Of("secret.rolled_back", secret.Id, ("version", Text(secret.CurrentVersion)), ("from", Text(from)));

    public static AuditAct Deleted(SecretId id) => Of("secret.deleted", id);

    public static AuditAct Restored(SecretId id) => Of("secret.restored", id);

    public static AuditAct Purged(SecretId id, string? reason) => Of("secret.purged", id) with { Reason = reason };

    public static AuditAct VersionDestroyed(SecretId id, int version, string reason) => Of("secret.version_destroyed", id, ("version", Text(version))) with { Reason = reason };

    public static AuditAct Revealed(SecretId id, int version, string reason) => Of(RevealedAction, id, ("version", Text(version))) with { Reason = reason };

    public static AuditAct Read(SecretId id, int version) => Of("secret.read", id, ("version", Text(version)));

    public static AuditAct ReadsCounted(SecretId id, DateTime minute, int count) =>
        Of("secret.reads_counted", id, ("minute", minute.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture)), ("count", Text(count)));

    public static AuditAct ReadFailed(SecretId id, int version, string code) =>
        Of("secret.read_failed", id, ("version", Text(version)), ("code", code)) with { Outcome = AuditOutcome.Failed };

    /// <summary>An import as a whole, also one that only looked; each secret that it wrote has an entry of its own.</summary>
    public static AuditAct Imported(string source, bool dryRun, IReadOnlyDictionary<string, int> counts) =>
        new("secret.imported", Subject, Details: new Dictionary<string, string>(counts.ToDictionary(c => c.Key, c => Text(c.Value), StringComparer.Ordinal), StringComparer.Ordinal) { ["source"] = source, ["dry_run"] = dryRun ? "true" : "false" });

    /// <summary>A reveal like any other, in an export of so many.</summary>
    public static AuditAct RevealedWithOthers(SecretId id, int version, int count, string reason) =>
        Of("secret.revealed", id, ("version", Text(version)), ("exported_with", Text(count))) with { Reason = reason };

    public static AuditAct Exported(int count, int leftOut, string reason) =>
        new("secret.exported", Subject, Reason: reason, Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["values"] = Text(count), ["left_out"] = Text(leftOut) });

    public static AuditAct Listed(int count) =>
        new("secret.names_exported", Subject, Details: new Dictionary<string, string>(StringComparer.Ordinal) { ["names"] = Text(count) });

    /// <summary>Stands before the value is tried; the kinds of what it is tried against.</summary>
    public static AuditAct Checked(SecretId id, int version, IEnumerable<string> against) => Of("secret.checked", id, ("version", Text(version)), ("against", string.Join(",", against)));

    public static AuditAct CheckFailed(SecretId id, SecretCheckReport report) =>
        Of("secret.check_failed", id, ("outcome", Common.SnakeCase.Of(report.Outcome)), ("codes", string.Join(",", report.Lines.Select(l => $"{l.Type}:{l.Code}").Distinct(StringComparer.Ordinal).Take(20)))) with { Outcome = AuditOutcome.Failed };

    /// <summary>The host alone: an address may hold more than is anybody's to read in an audit.</summary>
    public static AuditAct CheckAddressSet(SecretId id, string? host) => Of("secret.check_address_set", id, ("host", host ?? ""));

    private static AuditAct Of(string action, SecretId id, params (string Key, string Value)[] details) =>
        new(action, Subject, id.ToString(), Details: details.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
