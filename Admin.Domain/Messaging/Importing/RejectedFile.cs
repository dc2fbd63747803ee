using System.Globalization;
using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Writes the rejected rows as a CSV that a spreadsheet opens without running any of it: line, reason, then the row as it came.</summary>
internal sealed class RejectedFile : IAsyncDisposable, IDisposable
{
    private readonly StreamWriter _writer;

    public RejectedFile(Stream stream, IReadOnlyList<ImportColumn> columns)
    {
        _writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        _writer.Write(CsvField.Line(columns.Select(c => (string?)c.Name).Prepend("reason").Prepend("line")));
    }

    public void Add(int line, string reason, IReadOnlyList<string> values) =>
        _writer.Write(CsvField.Line(values.Select(v => (string?)v).Prepend(reason).Prepend(line.ToString(CultureInfo.InvariantCulture))));

    public void Dispose() => _writer.Dispose();

    public ValueTask DisposeAsync() => _writer.DisposeAsync();
}
