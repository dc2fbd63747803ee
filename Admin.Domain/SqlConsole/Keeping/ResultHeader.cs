using System.Text.Json;
using System.Text.Json.Serialization;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Running;

namespace Admin.Domain.SqlConsole.Keeping;

/// <summary>Everything of a result but its rows, as it is kept.</summary>
/// <param name="MaskFingerprint">For what kind of reader it was made.</param>
internal sealed record ResultHeader(
    Guid Run,
    QueryType QueryType,
    IReadOnlyList<ResultColumn> Columns,
    long Bytes,
    bool TruncatedByRows,
    bool TruncatedByBytes,
    RunReport Report,
    IReadOnlyList<string> Warnings,
    string MaskFingerprint,
    DateTimeOffset Since,
    DateTimeOffset Until)
{
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    public static StoredResult Pack(RunAnswer answer, string mask, DateTimeOffset since, DateTimeOffset until)
    {
        var results = answer.Results;
        var header = new ResultHeader(
            answer.Id.Value, answer.QueryType, results.Columns, results.Bytes, results.TruncatedByRows, results.TruncatedByBytes, answer.Report, answer.Warnings, mask, since, until);
        return new StoredResult(JsonSerializer.SerializeToUtf8Bytes(header, Json), results.Pieces());
    }

    public static ResultHeader Read(StoredResult stored) => JsonSerializer.Deserialize<ResultHeader>(stored.Header, Json)!;

    public RunAnswer Unpack(StoredResult stored) =>
        new(new RunId(Run), QueryType, ResultBuffer.Restore(Columns, stored.Pieces.Select(p => p.ToArray()), Bytes, TruncatedByRows, TruncatedByBytes), Report, Warnings);
}
