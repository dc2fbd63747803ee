using System.Text;

namespace Admin.Infrastructure.Campaigns;

/// <summary>Stops at a line longer than accepted, before a parser collects it whole, and at what is no text at all.</summary>
internal sealed class LineCappedReader(TextReader inner, int limit) : TextReader
{
    private int _line = 1;
    private int _length;
    private bool _started;

    public override int Read(char[] buffer, int index, int count) => Watch(buffer.AsSpan(index, inner.Read(buffer, index, count)));

    public override int Read(Span<char> buffer) => Watch(buffer[..inner.Read(buffer)]);

    public override async Task<int> ReadAsync(char[] buffer, int index, int count)
    {
        var read = await inner.ReadAsync(buffer.AsMemory(index, count));
        return Watch(buffer.AsSpan(index, read));
    }

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        return Watch(buffer.Span[..read]);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Watch(Span<char> text)
    {
        if (!_started && text.Length > 0)
        {
            _started = true;
            // The parser trims the space that a byte order mark becomes.
            if (text[0] == '\uFEFF')
                text[0] = ' ';
        }

        foreach (var c in text)
        {
            if (c == '\n')
                (_line, _length) = (_line + 1, 0);
            else if (c == '\0')
                throw new DecoderFallbackException("A NUL stands in no text: this is UTF-16, or no text.");
            else if (++_length > limit)
                throw new LineTooLongException(_line);
        }

        return text.Length;
    }
}

internal sealed class LineTooLongException(int line) : IOException("A line is longer than accepted.")
{
    public int Line => line;
}
