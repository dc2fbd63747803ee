using System.Net;
using System.Net.Http.Headers;

namespace Admin.Infrastructure.Messaging;

/// <summary>
/// A body that remembers whether its writing began. Before that the server cannot have a whole request,
/// so that whatever fails is safe to repeat; afterwards nothing is certain without an answer.
/// </summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly byte[] _bytes;
    private volatile bool _begun;

    public TrackedContent(byte[] bytes)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    public bool Begun => _begun;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _begun = true;
        return stream.WriteAsync(_bytes, cancellationToken).AsTask();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
