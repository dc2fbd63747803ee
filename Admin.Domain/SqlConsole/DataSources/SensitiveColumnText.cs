using System.Text.Json;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>The sensitive columns of a data source as one database column keeps them.</summary>
internal static class SensitiveColumnText
{
    public static string Write(IReadOnlyList<SensitiveColumn> columns) => JsonSerializer.Serialize(columns);

    public static IReadOnlyList<SensitiveColumn> Read(string text) => text.Length == 0 ? [] : JsonSerializer.Deserialize<List<SensitiveColumn>>(text)!;
}
