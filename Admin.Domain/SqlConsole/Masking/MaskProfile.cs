using System.Security.Cryptography;
using System.Text;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>What one reader must not see of one data source.</summary>
public sealed class MaskProfile
{
    private MaskProfile(IReadOnlyList<SensitiveColumn> columns, string fingerprint) => (Columns, Fingerprint) = (columns, fingerprint);

    /// <summary>The profile of a reader from whom nothing is hidden.</summary>
    public static MaskProfile SeesAll { get; } = new([], "none");

    public IReadOnlyList<SensitiveColumn> Columns { get; }

    /// <summary>
    /// A short stable text for keys of caches: "none" for who sees all, else a hash of the columns and reasons, whatever
    /// their order and case. Rows kept under one fingerprint must never be shown under another.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>The profile of a masked reader; with no sensitive columns there is nothing to mask.</summary>
    public static MaskProfile For(IReadOnlyList<SensitiveColumn> columns) =>
        columns.Count == 0 ? SeesAll : new([.. columns], Hash(columns));

    private static string Hash(IReadOnlyList<SensitiveColumn> columns)
    {
        var lines = columns
            .Select(c => $"{c.Table?.ToLowerInvariant()}\0{c.Column.ToLowerInvariant()}\0{c.Reason}\0{c.Table is null}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }
}
