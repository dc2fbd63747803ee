using Admin.Domain.Accounts;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Keeping;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>Who sees less of a data source.</summary>
internal static class ReadMasks
{
    public static ReadMask? Find(AccessGrant rights, DataSource source) =>
        source.SensitiveColumns.Count == 0 || rights.Allows(Permissions.Console.Unmask) ? null : new ReadMask(new Everything(), true, "all");

    public static string FingerprintFor(AccessGrant rights, DataSource source) => Find(rights, source)?.Fingerprint ?? ResultHeader.NoMask;

    private sealed class Everything : IResultMask
    {
        public IReadOnlyList<string?> Reasons(IReadOnlyList<ResultColumn> columns) => [.. columns.Select(_ => "sensitive")];

        public object? Show(ResultColumn column, object? value) => value;
    }
}
