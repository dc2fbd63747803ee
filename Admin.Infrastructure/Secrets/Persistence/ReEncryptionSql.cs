using System.Data.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.ReEncrypting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Admin.Infrastructure.Secrets.Persistence;

/// <summary>Runs and what they move, by conditional updates. Every statement names the organization, because none of them passes the tenant filter.</summary>
internal sealed class ReEncryptionSql : IReEncryptionStore
{
    // Read by both databases. One statement a version, prepared once: what it writes is bytes, which no set in JSON could carry.
    private const string Replace =
        """
        UPDATE "SecretVersions" SET "Provider" = @provider, "KeyId" = @key, "Ciphertext" = @ciphertext, "Binding" = @binding
        WHERE "OrganizationId" = @org AND "SecretId" = @secret AND "Number" = @number AND "Provider" = @fromProvider AND "KeyId" = @fromKey AND "State" <> 'destroyed'
        """;

    // The stamp is new: whoever read the secret with the former provider reads it again before a change.
    private const string Rename =
        """
        UPDATE "Secrets" SET "Provider" = @provider, "UpdatedAt" = @now, "Stamp" = @stamp
        WHERE "OrganizationId" = @org AND "Id" = @secret AND "CurrentVersion" = @number AND "Provider" <> @provider
        """;

    public static IReadOnlyDictionary<string, string> SqlServerStatements { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { [nameof(Replace)] = Replace, [nameof(Rename)] = Rename };

    public async Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, DateTime now, DateTime until, CancellationToken ct) =>
        await UnderWay(db, organization, run)
            .Where(r => r.LeasedUntil == null || r.LeasedUntil <= now)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.State, ReEncryptionState.Running)
                    .SetProperty(r => r.Reason, (string?)null)
                    .SetProperty(r => r.ReasonProvider, (string?)null)
                    .SetProperty(r => r.LeaseOwner, owner)
                    .SetProperty(r => r.LeasedUntil, until),
                ct) == 1;

    public async Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, ReEncryptionStep step, CancellationToken ct) =>
        await Held(db, organization, run, owner).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.Total, r => step.Left != null ? r.Done + r.Failed + step.Left.Value : r.Total < r.Done + r.Failed + step.Done + step.Failed ? r.Done + r.Failed + step.Done + step.Failed : r.Total)
                .SetProperty(r => r.Done, r => r.Done + step.Done)
                .SetProperty(r => r.Failed, r => r.Failed + step.Failed)
                .SetProperty(r => r.KeyId, step.KeyId)
                .SetProperty(r => r.LeasedUntil, step.Until),
            ct) == 1;

    public async Task<bool> TryWaitAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, ReEncryptionPause pause, CancellationToken ct) =>
        await Held(db, organization, run, owner).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.State, ReEncryptionState.Waiting)
                .SetProperty(r => r.Reason, pause.Reason)
                .SetProperty(r => r.ReasonProvider, pause.Provider)
                .SetProperty(r => r.LeaseOwner, (Guid?)null)
                .SetProperty(r => r.LeasedUntil, pause.Until),
            ct) == 1;

    public async Task<bool> TryCompleteAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner, DateTime now, CancellationToken ct) =>
        await Held(db, organization, run, owner).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.State, ReEncryptionState.Completed)
                .SetProperty(r => r.Total, r => r.Done + r.Failed)
                .SetProperty(r => r.FinishedAt, now)
                .SetProperty(r => r.LeaseOwner, (Guid?)null)
                .SetProperty(r => r.LeasedUntil, (DateTime?)null),
            ct) == 1;

    public async Task<bool> TryStopAsync(AdminDbContext db, OrganizationId organization, ReEncryptionId run, string reason, DateTime now, CancellationToken ct) =>
        await UnderWay(db, organization, run).ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.State, ReEncryptionState.Stopped)
                .SetProperty(r => r.Reason, reason)
                .SetProperty(r => r.ReasonProvider, (string?)null)
                .SetProperty(r => r.FinishedAt, now)
                .SetProperty(r => r.LeaseOwner, (Guid?)null)
                .SetProperty(r => r.LeasedUntil, (DateTime?)null),
            ct) == 1;

    public async Task<int> ReplaceAsync(AdminDbContext db, OrganizationId organization, string provider, IReadOnlyList<MovedVersion> moved, DateTime now, CancellationToken ct)
    {
        if (moved.Count == 0)
            return 0;
        await using var replace = Command(db, Replace, ("@org", organization.Value), ("@provider", provider), ("@key", ""), ("@ciphertext", Array.Empty<byte>()), ("@binding", Array.Empty<byte>()), ("@secret", Guid.Empty), ("@number", 0), ("@fromProvider", ""), ("@fromKey", ""));
        await using var rename = Command(db, Rename, ("@org", organization.Value), ("@provider", provider), ("@now", now), ("@stamp", Guid.Empty), ("@secret", Guid.Empty), ("@number", 0));
        var replaced = 0;
        foreach (var one in moved)
        {
            Fill(replace, ("@key", one.Value.KeyId), ("@ciphertext", one.Value.Ciphertext), ("@binding", one.Value.Binding), ("@secret", one.Secret.Value), ("@number", one.Number), ("@fromProvider", one.FromProvider), ("@fromKey", one.FromKeyId));
            if (await replace.ExecuteNonQueryAsync(ct) == 0)
                continue;
            replaced++;
            if (one.FromProvider == provider)
                continue;
            Fill(rename, ("@stamp", Guid.CreateVersion7()), ("@secret", one.Secret.Value), ("@number", one.Number));
            await rename.ExecuteNonQueryAsync(ct);
        }

        return replaced;
    }

    private static IQueryable<ReEncryption> UnderWay(AdminDbContext db, OrganizationId organization, ReEncryptionId run) => db.Set<ReEncryption>().IgnoreQueryFilters()
        .Where(r => r.OrganizationId == organization && r.Id == run && (r.State == ReEncryptionState.Waiting || r.State == ReEncryptionState.Running));

    private static IQueryable<ReEncryption> Held(AdminDbContext db, OrganizationId organization, ReEncryptionId run, Guid owner) => db.Set<ReEncryption>().IgnoreQueryFilters()
        .Where(r => r.OrganizationId == organization && r.Id == run && r.State == ReEncryptionState.Running && r.LeaseOwner == owner);

    private static DbCommand Command(AdminDbContext db, string sql, params (string Name, object Value)[] parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static void Fill(DbCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        foreach (var (name, value) in values)
            command.Parameters[name].Value = value;
    }
}
