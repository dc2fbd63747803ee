using System.Globalization;
using Admin.Domain.Auditing;

namespace Admin.Domain.Secrets.ReEncrypting;

/// <summary>What the audit says of re-encryptions: ids, names of providers, counts.</summary>
internal static class ReEncryptionActs
{
    public const string Subject = "re_encryption";

    public static AuditAct Started(ReEncryption run) => Of("re_encryption.started", run.Id, run, ("secrets", run.SecretIds.Count == 0 ? "all" : Text(run.SecretIds.Count)), ("total", Text(run.Total)));

    public static AuditAct Completed(ReEncryption run)
    {
        var act = Of("re_encryption.completed", run.Id, run, ("done", Text(run.Done)), ("failed", Text(run.Failed)));
        return act with { Outcome = run.Failed > 0 ? AuditOutcome.Failed : AuditOutcome.Done };
    }

    public static AuditAct Stopped(ReEncryption run, string code) => Of("re_encryption.stopped", run.Id, run, ("done", Text(run.Done)), ("failed", Text(run.Failed)), ("code", code));

    private static AuditAct Of(string action, ReEncryptionId id, ReEncryption run, params (string Key, string Value)[] details)
    {
        var all = details.ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal);
        all["provider"] = run.Provider;
        if (run.FromProvider is { } from)
            all["from"] = from;
        return new AuditAct(action, Subject, id.ToString(), Details: all);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
