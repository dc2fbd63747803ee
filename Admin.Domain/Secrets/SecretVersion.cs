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

    public DateTime CreatedAt { get; private set; }

    /// <summary>Person or token id, or a job's name.</summary>
    public string CreatedBy { get; private set; } = "";

    public string? Note { get; private set; }

    public SealedValue Sealed => new(KeyId, Ciphertext, Binding);

    internal static SecretVersion Create(SecretContext context, string provider, SealedValue value, SecretEncoding encoding, Actor actor, string? note, DateTime now) => new()
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
        CreatedAt = now,
        CreatedBy = actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label,
        Note = string.IsNullOrWhiteSpace(note) ? null : note.Trim(),
    };

    /// <summary>A newer version came: the current becomes previous, the previous old.</summary>
    internal void Age() => State = State switch
    {
        SecretVersionState.Current => SecretVersionState.Previous,
        SecretVersionState.Previous or SecretVersionState.Old => SecretVersionState.Old,
        SecretVersionState.Destroyed => SecretVersionState.Destroyed,
    };

    /// <summary>The same value under another key.</summary>
    internal void Replace(string provider, SealedValue value)
    {
        Provider = provider;
        KeyId = value.KeyId;
        Ciphertext = value.Ciphertext;
        Binding = value.Binding;
    }
}
