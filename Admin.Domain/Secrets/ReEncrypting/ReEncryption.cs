using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Secrets.ReEncrypting;

public enum ReEncryptionState
{
    /// <summary>For a runner, or for a provider that is away; then <see cref="ReEncryption.Reason"/> says why.</summary>
    Waiting,

    Running,

    Completed,

    /// <summary>By a person. What was moved stays moved, the rest stays where it was; all of it is readable.</summary>
    Stopped,
}

/// <summary>
/// One run that puts an organization's stored versions under the current key of a provider. What is left to do is never kept:
/// it is what the rows say, so a run that was cut off anywhere is taken up by whoever looks next. Its own row changes by
/// conditional updates alone (<see cref="IReEncryptionStore"/>).
/// </summary>
public sealed class ReEncryption : ITenantOwned
{
    public const int SecretsMax = 500;
    public const int ReasonMaxLength = 100;
    public const int StartedByMaxLength = SecretVersion.CreatedByMaxLength;

    private ReEncryption()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public ReEncryptionId Id { get; private set; }

    /// <summary>Which provider's key the versions shall be under.</summary>
    public string Provider { get; private set; } = "";

    /// <summary>That provider's current key. Follows it, should it change while the run is under way.</summary>
    public string KeyId { get; private set; } = "";

    /// <summary>Only versions of this provider; null: of every one.</summary>
    public string? FromProvider { get; private set; }

    /// <summary>Only versions of these secrets; empty: of all.</summary>
    public IReadOnlyList<Guid> SecretIds { get; private set; } = [];

    /// <summary>The same in every organization's run that one act of the platform started; null for an organization's own.</summary>
    public Guid? PlatformRunId { get; private set; }

    public ReEncryptionState State { get; private set; }

    /// <summary>An error's code: why it waits or stopped.</summary>
    public string? Reason { get; private set; }

    /// <summary>Which provider it waits for.</summary>
    public string? ReasonProvider { get; private set; }

    /// <summary>As counted when a runner last took it up; never less than what is done and failed.</summary>
    public int Total { get; private set; }

    public int Done { get; private set; }

    /// <summary>Could not be read; each is a <see cref="ReEncryptionFailure"/>, and untouched.</summary>
    public int Failed { get; private set; }

    /// <summary>Person or token id, or a job's name.</summary>
    public string StartedBy { get; private set; } = "";

    public DateTime StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>The runner that works on it.</summary>
    public Guid? LeaseOwner { get; private set; }

    /// <summary>Until then nobody else takes it up: because a runner works on it, or because it waits.</summary>
    public DateTime? LeasedUntil { get; private set; }

    public static ReEncryption Create(OrganizationId organization, ReEncryptionScope scope, int total, Actor actor, DateTime now, Guid? platformRun = null) => new()
    {
        Id = ReEncryptionId.New(),
        OrganizationId = organization,
        Provider = scope.Provider,
        KeyId = scope.KeyId,
        FromProvider = scope.FromProvider,
        SecretIds = [.. scope.Secrets.Select(s => s.Value)],
        PlatformRunId = platformRun,
        State = ReEncryptionState.Waiting,
        Total = total,
        StartedBy = actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label,
        StartedAt = now,
    };

    internal ReEncryptionScope Scope => new(Provider, KeyId, FromProvider, [.. SecretIds.Select(SecretId.From)]);
}

/// <summary>A version that a run could not read. It is left as it is, and not tried again by the same run.</summary>
public sealed class ReEncryptionFailure : ITenantOwned
{
    public const int CodeMaxLength = 100;

    private ReEncryptionFailure()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public ReEncryptionId ReEncryptionId { get; private set; }

    public SecretId SecretId { get; private set; }

    public int Number { get; private set; }

    /// <summary>Of the error.</summary>
    public string Code { get; private set; } = "";

    internal static ReEncryptionFailure Create(OrganizationId organization, ReEncryptionId run, SecretId secret, int number, string code) =>
        new() { OrganizationId = organization, ReEncryptionId = run, SecretId = secret, Number = number, Code = code };
}

internal sealed class ReEncryptionConfiguration : IEntityTypeConfiguration<ReEncryption>
{
    public void Configure(EntityTypeBuilder<ReEncryption> builder)
    {
        builder.ToTable("ReEncryptions");
        builder.HasKey(r => new { r.OrganizationId, r.Id });
        builder.Property(r => r.Provider).HasMaxLength(Secret.ProviderMaxLength);
        builder.Property(r => r.KeyId).HasMaxLength(SecretVersion.KeyIdMaxLength);
        builder.Property(r => r.FromProvider).HasMaxLength(Secret.ProviderMaxLength);
        builder.Property(r => r.Reason).HasMaxLength(ReEncryption.ReasonMaxLength);
        builder.Property(r => r.ReasonProvider).HasMaxLength(Secret.ProviderMaxLength);
        builder.Property(r => r.StartedBy).HasMaxLength(ReEncryption.StartedByMaxLength);
        builder.PrimitiveCollection(r => r.SecretIds);
        builder.Ignore(r => r.Scope);
        builder.HasOne<Organization>().WithMany().HasForeignKey(r => r.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        // What is due is asked over all organizations.
        builder.HasIndex(r => new { r.State, r.LeasedUntil });
        builder.HasIndex(r => r.PlatformRunId);
    }
}

internal sealed class ReEncryptionFailureConfiguration : IEntityTypeConfiguration<ReEncryptionFailure>
{
    public void Configure(EntityTypeBuilder<ReEncryptionFailure> builder)
    {
        builder.ToTable("ReEncryptionFailures");
        builder.HasKey(f => new { f.OrganizationId, f.ReEncryptionId, f.SecretId, f.Number });
        builder.Property(f => f.Code).HasMaxLength(ReEncryptionFailure.CodeMaxLength);
        builder.HasOne<ReEncryption>().WithMany().HasForeignKey(f => new { f.OrganizationId, f.ReEncryptionId }).OnDelete(DeleteBehavior.Cascade);
    }
}
