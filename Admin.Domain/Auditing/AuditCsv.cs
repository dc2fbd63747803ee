using System.Globalization;
using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Auditing;

/// <summary>An export as CSV: UTF-8 with a byte order mark, because spreadsheets guess wrongly without.</summary>
public static class AuditCsv
{
    private static readonly string Header = CsvField.Line("sequence", "at", "actor_kind", "actor_id", "actor_name", "address", "action", "subject_type", "subject_id", "outcome", "reason", "details", "seal");

    public static async Task WriteAsync(AuditExport export, Stream target, CancellationToken ct)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(Header.AsMemory(), ct);
        await foreach (var entry in export.Entries.WithCancellation(ct))
            await writer.WriteAsync(Line(entry).AsMemory(), ct);
    }

    private static string Line(AuditView e) => CsvField.Line(
        e.Sequence.ToString(CultureInfo.InvariantCulture),
        e.At.ToString("O", CultureInfo.InvariantCulture),
        SnakeCase.Of(e.ActorKind),
        e.ActorId,
        e.ActorName,
        e.Address,
        e.Action,
        e.SubjectType,
        e.SubjectId,
        SnakeCase.Of(e.Outcome),
        e.Reason,
        string.Join("; ", e.Details.Select(d => $"{d.Key}={d.Value}")),
        e.Seal);
}
