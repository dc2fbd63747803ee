using System.Text.Json;
using System.Text.Json.Serialization;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What a column of a file becomes.</summary>
public enum ColumnUse
{
    Ignored,

    /// <summary>Exactly one column is it.</summary>
    Phone,

    Name,

    /// <summary>Several, separated by comma, semicolon or bar.</summary>
    Tags,

    /// <summary>Yes or no: whether this person consented. Without such a column, everybody of the file did, if a consent is recorded at all.</summary>
    Consent,

    /// <summary>A field of the contact.</summary>
    Field,
}

/// <summary>One column of a file, in their order.</summary>
/// <param name="Name">As the first line has it; empty where it has none.</param>
/// <param name="Field">For <see cref="ColumnUse.Field"/>: the field's name.</param>
public sealed record ImportColumn(string Name, ColumnUse Use, string? Field = null)
{
    /// <summary>More than any list needs; a file with more is likely read with the wrong separator.</summary>
    public const int MaxColumns = 100;

    /// <summary>Of a name as it is shown.</summary>
    public const int NameMaxLength = 100;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    internal static string Write(IReadOnlyList<ImportColumn> columns) => JsonSerializer.Serialize(columns, Json);

    internal static IReadOnlyList<ImportColumn> Read(string json) => JsonSerializer.Deserialize<List<ImportColumn>>(json, Json)!;
}
