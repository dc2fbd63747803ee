using System.Buffers;
using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// Learns from all bytes of a file how its text is written: a byte order mark says it, otherwise whether what is not ASCII is
/// UTF-8. Fed piece by piece; remembers counts only.
/// </summary>
public sealed class EncodingSniffer
{
    private const int HeadLength = 8;

    private readonly byte[] _head = new byte[HeadLength];
    private readonly byte[] _cut = new byte[4];
    private int _headLength;
    private int _cutLength;
    private long _length;
    private long _sequences;
    private long _faults;
    private long _zerosEven;
    private long _zerosOdd;

    /// <summary>The next bytes of the file, in order.</summary>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        if (_headLength < HeadLength)
        {
            var taken = Math.Min(bytes.Length, HeadLength - _headLength);
            bytes[..taken].CopyTo(_head.AsSpan(_headLength));
            _headLength += taken;
        }

        CountZeros(bytes);
        _length += bytes.Length;
        while (_cutLength > 0 && bytes.Length > 0)
            bytes = FinishCut(bytes);
        CountSequences(bytes);
    }

    /// <summary>What the file is, once all of it was taken; an error when it is no text, with advice.</summary>
    public Result<SniffedEncoding> End()
    {
        var head = _head.AsSpan(0, _headLength);
        if (_length == 0)
            return ImportErrors.Empty;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return new SniffedEncoding(CsvEncoding.Utf8, IsMixed: _faults + _cutLength > 0);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return new SniffedEncoding(CsvEncoding.Utf16Le, IsMixed: false);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return new SniffedEncoding(CsvEncoding.Utf16Be, IsMixed: false);
        if (BinaryKind(head) is { } binary)
            return binary;
        return _zerosEven + _zerosOdd > 0 ? WithZeros() : WithoutZeros();
    }

    private Result<SniffedEncoding> WithoutZeros()
    {
        // A file that ends within a letter was cut off; that spoils one row at most.
        var faults = _faults + _cutLength;
        return new SniffedEncoding(faults > _sequences ? CsvEncoding.Windows1252 : CsvEncoding.Utf8, IsMixed: faults > 0 && _sequences > 0);
    }

    // In UTF-16 every other byte of western text is zero; anywhere else zeros mean that it is no text.
    private Result<SniffedEncoding> WithZeros()
    {
        var half = _length / 2;
        if (_zerosOdd > half / 2 && _zerosEven < half / 20)
            return new SniffedEncoding(CsvEncoding.Utf16Le, IsMixed: false);
        return _zerosEven > half / 2 && _zerosOdd < half / 20 ? new SniffedEncoding(CsvEncoding.Utf16Be, IsMixed: false) : ImportErrors.NotText;
    }

    private static Error? BinaryKind(ReadOnlySpan<byte> head) => head switch
    {
        _ when head.StartsWith("PK\x03\x04"u8) => ImportErrors.Workbook,
        // The container of Excel's former format.
        _ when head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) => ImportErrors.Workbook,
        _ when head.StartsWith("%PDF"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => ImportErrors.NotText,
        _ => null,
    };

    private void CountZeros(ReadOnlySpan<byte> bytes)
    {
        for (var i = bytes.IndexOf((byte)0); i >= 0;)
        {
            if (((_length + i) & 1) == 0)
                _zerosEven++;
            else
                _zerosOdd++;
            var next = bytes[(i + 1)..].IndexOf((byte)0);
            i = next < 0 ? -1 : i + 1 + next;
        }
    }

    // A letter whose bytes lie in two pieces.
    private ReadOnlySpan<byte> FinishCut(ReadOnlySpan<byte> bytes)
    {
        _cut[_cutLength] = bytes[0];
        var outcome = Rune.DecodeFromUtf8(_cut.AsSpan(0, _cutLength + 1), out _, out var used);
        if (outcome == OperationStatus.NeedMoreData)
        {
            _cutLength++;
            return bytes[1..];
        }

        if (outcome == OperationStatus.Done)
        {
            _sequences++;
            _cutLength = 0;
            return bytes[1..];
        }

        // What was kept is no letter; the new byte begins anew unless it is part of what could not be read.
        _faults++;
        var taken = used > _cutLength ? 1 : 0;
        _cutLength = 0;
        return bytes[taken..];
    }

    private void CountSequences(ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var i = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (i < 0)
                return;
            bytes = bytes[i..];
            switch (Rune.DecodeFromUtf8(bytes, out _, out var used))
            {
                case OperationStatus.Done:
                    _sequences++;
                    break;
                case OperationStatus.NeedMoreData:
                    bytes.CopyTo(_cut);
                    _cutLength = bytes.Length;
                    return;
                default:
                    _faults++;
                    break;
            }

            bytes = bytes[used..];
        }
    }
}

/// <param name="IsMixed">Some of it is UTF-8 and some is not: the rows that do not fit are rejected.</param>
public readonly record struct SniffedEncoding(CsvEncoding Encoding, bool IsMixed);
