using System.Diagnostics;
using Admin.Domain.Messaging;

namespace Admin.Domain.Secrets.Importing;

public enum SecretImportSource
{
    /// <summary>Lines of NAME=value.</summary>
    Env,

    /// <summary>An object of strings, or a list of objects with name and value.</summary>
    Json,

    /// <summary>Rows of the former system with the Fernet key that made their tokens.</summary>
    FernetTokens,
}

/// <summary>What becomes of an entry whose name exists already with another value.</summary>
public enum SecretImportExisting
{
    /// <summary>The value becomes a new version.</summary>
    Rotate,

    /// <summary>The secret is left alone, and its value is not even compared.</summary>
    Skip,
}

/// <summary>What becomes of an import in which some entries are bad.</summary>
public enum SecretImportBad
{
    /// <summary>They are named and left out.</summary>
    Skip,

    /// <summary>Nothing is imported at all.</summary>
    Refuse,
}

/// <summary>What to import and how. Kind, tags and visibility are given to new secrets; those that exist keep their own.</summary>
public sealed record SecretImportRequest(SecretImportSource Source)
{
    /// <summary>For <see cref="SecretImportSource.Env"/> and <see cref="SecretImportSource.Json"/>.</summary>
    public SecretImportText? Text { get; init; }

    /// <summary>For <see cref="SecretImportSource.FernetTokens"/>.</summary>
    public FormerKey? Key { get; init; }

    public IReadOnlyList<FormerSecret>? Items { get; init; }

    /// <summary>Where entries belong that do not say so themselves.</summary>
    public ChatbotId? ChatbotId { get; init; }

    /// <summary>Null: the configured default.</summary>
    public string? Provider { get; init; }

    public SecretKind Kind { get; init; }

    public SecretVisibility Visibility { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public SecretImportExisting OnExisting { get; init; }

    public SecretImportBad OnBad { get; init; }

    /// <summary>Judges, and writes nothing but the audit entry that somebody looked.</summary>
    public bool DryRun { get; init; }
}

/// <summary>The former system's key, or several separated by commas (MultiFernet). It does not show itself.</summary>
[DebuggerDisplay("[key]")]
public sealed class FormerKey(string text)
{
    internal string Reveal() => text;

    public override string ToString() => "[key]";
}

/// <summary>A row of the former system. Its token does not show itself: it comes with the key that opens it.</summary>
[DebuggerDisplay("{Name}")]
public sealed class FormerSecret(string? name, string? token)
{
    public string? Name => name;

    public ChatbotId? ChatbotId { get; init; }

    public long? UsageCount { get; init; }

    public DateTime? LastUsedAt { get; init; }

    internal string GetToken() => token ?? "";

    public override string ToString() => nameof(FormerSecret);
}
