using System.Collections;

namespace Admin.Domain.SqlConsole.Engines.Results;

/// <summary>
/// Rows as packed bytes in pieces; a row is unpacked when somebody looks at it. One may add while others read: who reads
/// sees the rows that had arrived when it looked.
/// </summary>
internal sealed class PackedRows : IReadOnlyList<object?[]>
{
    // Below the size from which the runtime keeps an array apart and seldom takes it back.
    private const int PieceSize = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly List<Piece> _pieces = [];
    private readonly List<Place> _rows = [];

    public int Columns { get; init; }

    public int Count
    {
        get
        {
            lock (_gate)
                return _rows.Count;
        }
    }

    public object?[] this[int index]
    {
        get
        {
            Place place;
            lock (_gate)
                place = _rows[index];
            // Bytes of a row never change once its place is known.
            return Unpack(place.Piece.Bytes.AsSpan(place.Offset));
        }
    }

    /// <summary>One value of a row; what stands before it is skipped, not unpacked.</summary>
    public object? Value(int row, int column)
    {
        Place place;
        lock (_gate)
            place = _rows[row];
        var bytes = place.Piece.Bytes.AsSpan(place.Offset);
        for (; column > 0; column--)
            bytes = bytes[CellCodec.Skip(bytes)..];
        return CellCodec.Read(bytes, out _);
    }

    public void Add(ReadOnlySpan<object?> row)
    {
        var size = 0;
        foreach (var value in row)
            size += CellCodec.Size(value);
        lock (_gate)
        {
            var piece = PieceFor(size);
            var offset = piece.Used;
            foreach (var value in row)
                piece.Used += CellCodec.Write(value, piece.Bytes.AsSpan(piece.Used));
            _rows.Add(new Place(piece, offset));
        }
    }

    /// <summary>The packed rows, piece by piece, to be kept elsewhere.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces()
    {
        lock (_gate)
            return _pieces.ConvertAll(p => (ReadOnlyMemory<byte>)p.Bytes.AsMemory(0, p.Used));
    }

    /// <summary>Takes over a piece that <see cref="Pieces"/> gave.</summary>
    public void Restore(byte[] bytes)
    {
        lock (_gate)
        {
            var piece = new Piece(bytes);
            _pieces.Add(piece);
            while (piece.Used < bytes.Length)
            {
                _rows.Add(new Place(piece, piece.Used));
                for (var i = 0; i < Columns; i++)
                    piece.Used += CellCodec.Skip(bytes.AsSpan(piece.Used));
            }
        }
    }

    public IEnumerator<object?[]> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Piece PieceFor(int size)
    {
        if (_pieces.Count == 0 || _pieces[^1].Used + size > _pieces[^1].Bytes.Length)
            _pieces.Add(new Piece(new byte[Math.Max(size, PieceSize)]));
        return _pieces[^1];
    }

    private object?[] Unpack(ReadOnlySpan<byte> bytes)
    {
        var row = new object?[Columns];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = CellCodec.Read(bytes, out var taken);
            bytes = bytes[taken..];
        }
        return row;
    }

    private sealed class Piece(byte[] bytes)
    {
        public byte[] Bytes { get; } = bytes;

        public int Used { get; set; }
    }

    private readonly record struct Place(Piece Piece, int Offset);
}
