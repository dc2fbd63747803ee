using System.Buffers;
using System.Text;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// Reads delimited text record by record and goes on after whatever is wrong with one. A record that cannot be read costs its own
/// line only: what a quotation mark that never closes had drawn in is read again from the next line. Memory is bounded by the
/// longest record that is accepted, whatever the file holds.
/// </summary>
public sealed class CsvRecordReader(TextReader text, char separator)
{
    /// <summary>Characters of a line, and of a record, that are accepted.</summary>
    public const int MaxLength = 64 * 1024;

    /// <summary>Lines that one quoted field may run over.</summary>
    public const int MaxLines = 100;

    /// <summary>What of a faulty line is kept, for whoever looks for it in the file.</summary>
    public const int ShownLength = 500;

    private const int BufferLength = 32 * 1024;

    private static readonly SearchValues<char> NoText = SearchValues.Create(CsvEncodings.Unreadable, '\0');

    private readonly char[] _buffer = new char[BufferLength];
    private readonly StringBuilder _line = new();
    private readonly StringBuilder _value = new();
    private readonly List<string> _fields = [];
    private readonly LinkedList<Line> _waiting = new();
    private int _at;
    private int _end;
    private int _lineNumber;
    private bool _inQuotes;
    private bool _begun;

    /// <summary>The fields of the current record, without outer white space; empty when <see cref="Fault"/> says why.</summary>
    public IReadOnlyList<string> Fields => _fields;

    /// <summary>Where the current record begins in the file: 1 is the first line.</summary>
    public int LineNumber { get; private set; }

    /// <summary>Why the current record could not be read: a code of <see cref="RejectReasons"/>.</summary>
    public string? Fault { get; private set; }

    /// <summary>The beginning of a line that could not be read.</summary>
    public string FaultyText { get; private set; } = "";

    /// <summary>Goes to the next record that is not empty. False at the end of the file.</summary>
    public bool Read()
    {
        while (NextLine() is { } line)
        {
            if (line is { IsTooLong: false, Text: var only } && IsBlank(only))
                continue;
            (LineNumber, Fault, FaultyText) = (line.Number, null, "");
            ReadRecord(line);
            return true;
        }

        return false;
    }

    // Excel writes rows of separators alone where something once stood.
    private bool IsBlank(ReadOnlySpan<char> line) => line.Trim([separator, ' ', '\t']).IsEmpty;

    private void ReadRecord(Line first)
    {
        _fields.Clear();
        _value.Clear();
        _inQuotes = false;
        if (first.IsTooLong)
        {
            Refuse(RejectReasons.LineTooLong, first);
            return;
        }

        if (first.Text.AsSpan().ContainsAny(NoText))
        {
            Refuse(RejectReasons.Unreadable, first);
            return;
        }

        var outcome = Take(first.Text);
        if (outcome == Taken.Whole)
            return;
        if (outcome == Taken.Broken)
        {
            Refuse(RejectReasons.BrokenQuotes, first);
            return;
        }

        ReadOn(first);
    }

    // A quoted field goes on in the next line. If that leads nowhere, the first line alone is at fault.
    private void ReadOn(Line first)
    {
        List<Line> drawnIn = [];
        var length = first.Text.Length;
        while (drawnIn.Count < MaxLines && NextLine() is { } line)
        {
            drawnIn.Add(line);
            length += line.Text.Length;
            if (line.IsTooLong || length > MaxLength || line.Text.AsSpan().ContainsAny(NoText))
                break;
            var outcome = Take(line.Text);
            if (outcome == Taken.Whole)
                return;
            if (outcome == Taken.Broken)
                break;
        }

        for (var i = drawnIn.Count - 1; i >= 0; i--)
            _waiting.AddFirst(drawnIn[i]);
        Refuse(RejectReasons.BrokenQuotes, first);
    }

    private void Refuse(string reason, Line line)
    {
        _fields.Clear();
        (Fault, FaultyText) = (reason, line.Text.Length > ShownLength ? line.Text[..ShownLength] : line.Text);
    }

    private Taken Take(ReadOnlySpan<char> line)
    {
        var rest = line;
        while (true)
        {
            if (!_inQuotes)
            {
                var trimmed = rest.TrimStart(' ');
                if (trimmed is ['"', ..])
                {
                    _inQuotes = true;
                    rest = trimmed[1..];
                }
                else
                {
                    // A quotation mark within plain text is text, as in 5" pipe.
                    var end = rest.IndexOf(separator);
                    _fields.Add((end < 0 ? rest : rest[..end]).Trim().ToString());
                    if (end < 0)
                        return Taken.Whole;
                    rest = rest[(end + 1)..];
                    continue;
                }
            }

            var quote = rest.IndexOf('"');
            if (quote < 0)
            {
                _value.Append(rest).Append('\n');
                return Taken.GoesOn;
            }

            _value.Append(rest[..quote]);
            rest = rest[(quote + 1)..];
            if (rest is ['"', ..])
            {
                _value.Append('"');
                rest = rest[1..];
                continue;
            }

            _fields.Add(_value.ToString().Trim());
            _value.Clear();
            _inQuotes = false;
            rest = rest.TrimStart(' ');
            if (rest.IsEmpty)
                return Taken.Whole;
            if (rest[0] != separator)
                return Taken.Broken;
            rest = rest[1..];
        }
    }

    private Line? NextLine()
    {
        if (_waiting.First is { Value: var waiting })
        {
            _waiting.RemoveFirst();
            return waiting;
        }

        var line = ReadLine();
        if (_begun || line is null)
            return line;
        _begun = true;
        // Excel's own hint of what separates the fields is none of the rows.
        return line.Value.Text.TrimStart('\uFEFF') is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', _] ? ReadLine() : line.Value with { Text = line.Value.Text.TrimStart('\uFEFF') };
    }

    private Line? ReadLine()
    {
        _line.Clear();
        var isTooLong = false;
        var any = false;
        while (_at < _end || Fill())
        {
            any = true;
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOfAny('\r', '\n');
            var part = stop < 0 ? rest : rest[..stop];
            var room = (isTooLong ? ShownLength : MaxLength) - _line.Length;
            isTooLong |= part.Length > room;
            if (room > 0)
                _line.Append(part[..Math.Min(part.Length, room)]);
            _at += part.Length;
            if (stop >= 0)
            {
                EatLineEnd();
                break;
            }
        }

        return any ? new Line(++_lineNumber, isTooLong ? _line.ToString(0, Math.Min(_line.Length, ShownLength)) : _line.ToString(), isTooLong) : null;
    }

    private void EatLineEnd()
    {
        if (_buffer[_at++] != '\r')
            return;
        if ((_at < _end || Fill()) && _buffer[_at] == '\n')
            _at++;
    }

    private bool Fill()
    {
        _at = 0;
        _end = text.Read(_buffer, 0, BufferLength);
        return _end > 0;
    }

    private enum Taken
    {
        Whole,
        GoesOn,
        Broken,
    }

    private readonly record struct Line(int Number, string Text, bool IsTooLong);
}
