using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>One value of a secret, encrypted, and what made it.</summary>
public sealed class SecretVersion : ITenantOwned
{
    public const int KeyIdMaxLength = 400;
    public const int BindingMaxLength = 64;
    public const int CreatedByMaxLength = 100;
    public const int NoteMaxLength = 500;
    public const int FingerprintMaxLength = 64;
    public const int GraceHoursMax = 30 * 24;

    private SecretVersion()
    {
    }

    public OrganizationId OrganizationId { get; private set; }

    public SecretId SecretId { get; private set; }

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private set; }

    public SecretVersionState State { get; private set; }

    public SecretEncoding Encoding { get; private set; }

    public string Provider { get; private set; } = "";

    public string KeyId { get; private set; } = "";

    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "Stored as it is.")]
    public byte[] Ciphertext { get; private set; } = [];

    [SuppressMessage("Performance", "CA1819:Properties should not return arrays", Justification = "Stored as it is.")]
    public byte[] Binding { get; private set; } = [];

    /// <summary>The same for equal values of one organization, and says nothing about them: a keyed hash. Null where it is not known.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>Until when the previous value can still be read. Null for every other version.</summary>
    public DateTime? ReadableUntil { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>Person or token id, or a job's name.</summary>
    public string CreatedBy { get; private set; } = "";

    public string? Note { get; private set; }

    public SealedValue Sealed => new(KeyId, Ciphertext, Binding);

    internal static SecretVersion Create(SecretContext context, string provider, SealedValue value, SecretEncoding encoding, string fingerprint, Actor actor, string? note, DateTime now) => new()
    {
        OrganizationId = context.Organization,
        SecretId = context.Secret,
        Number = context.Version,
        State = SecretVersionState.Current,
        Encoding = encoding,
        Provider = provider,
        KeyId = value.KeyId,
        Ciphertext = value.Ciphertext,
        Binding = value.Binding,
        Fingerprint = fingerprint,
        CreatedAt = now,
        CreatedBy = actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label,
        Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
    };

    /// <summary>The state at a time: a previous value whose grace is over is an old one, whether or not anybody wrote that down.</summary>
    public SecretVersionState StateAt(DateTime now) => StateAt(State, ReadableUntil, now);

    internal static SecretVersionState StateAt(SecretVersionState state, DateTime? readableUntil, DateTime now) =>
        state == SecretVersionState.Previous && !(readableUntil > now) ? SecretVersionState.Old : state;

    /// <summary>A newer version came: the current becomes previous for its grace, or old without one; the previous becomes old.</summary>
    /// <param name="readableUntil">Null: no grace.</param>
    internal void Age(DateTime? readableUntil)
    {
        (State, ReadableUntil) = State switch
        {
            SecretVersionState.Current when readableUntil is not null => (SecretVersionState.Previous, readableUntil),
            SecretVersionState.Current or SecretVersionState.Previous or SecretVersionState.Old => (SecretVersionState.Old, null),
            SecretVersionState.Destroyed => (SecretVersionState.Destroyed, (DateTime?)null),
        };
    }

    /// <summary>
    /// The value is gone for good. Its ciphertext is written over rather than cut off: a database may leave the pages of what is
    /// cut off as they were.
    /// </summary>
    internal void Destroy()
    {
        (State, ReadableUntil, Fingerprint) = (SecretVersionState.Destroyed, null, null);
        Ciphertext = new byte[Ciphertext.Length];
        Binding = [];
    }

    /// <summary>The same value under another key.</summary>
    internal void Replace(string provider, SealedValue value)
    {
        Provider = provider;
        KeyId = value.KeyId;
        Ciphertext = value.Ciphertext;
        Binding = value.Binding;
    }
}
