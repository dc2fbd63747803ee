using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Importing;

public enum SecretImportState
{
    /// <summary>No secret of this name stands there.</summary>
    New,

    /// <summary>Its value differs from the current version's; or the secret is restricted, whose value is compared with nothing.</summary>
    Changed,

    /// <summary>The current version has this value already.</summary>
    Same,

    /// <summary>The secret exists and was to be left alone.</summary>
    Skipped,

    /// <summary>Cannot be imported; the fault says why.</summary>
    Bad,
}

/// <summary>How one entry was judged. It has no place for a value.</summary>
/// <param name="Name">Null where a bad line shows none, because it may be part of a value.</param>
/// <param name="Secret">The secret that exists or was made.</param>
public sealed record SecretImportRow(ImportPosition Position, string? Name, SecretImportState State, Error? Fault, SecretId? Secret);

/// <summary>What an import would do, or did.</summary>
public sealed record SecretImportReport(bool DryRun, IReadOnlyList<SecretImportRow> Rows)
{
    public int Count(SecretImportState state) => Rows.Count(r => r.State == state);

    /// <summary>Secrets that are, or would be, written.</summary>
    public int Writes => Count(SecretImportState.New) + Count(SecretImportState.Changed);
}
