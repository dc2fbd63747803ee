namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

/// <summary>TLS as TDS carries it: inside its own packets until the handshake is over, bare from then on.</summary>
internal sealed class TdsHandshakeStream(Stream inner) : Stream
{
    private byte[] _rest = [];

    public bool IsOver { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsOver && _rest.Length == 0)
            return await inner.ReadAsync(buffer, cancellationToken);
        if (_rest.Length == 0)
        {
            if (await TdsWire.ReadAsync(inner, cancellationToken) is not { } message)
                return 0;
            _rest = message.Content;
        }
        var length = Math.Min(buffer.Length, _rest.Length);
        _rest.AsSpan(0, length).CopyTo(buffer.Span);
        _rest = _rest[length..];
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsOver)
            await inner.WriteAsync(buffer, cancellationToken);
        else
            await TdsWire.WriteAsync(inner, TdsWire.Prelogin, buffer.ToArray(), cancellationToken);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
