namespace Admin.Web.Api;

/// <summary>The header by which a caller names a request, so that sending it again does nothing twice.</summary>
internal static class IdempotencyKeyHeader
{
    public const string Name = "Idempotency-Key";

    /// <summary>Null without the header. An empty one stays empty, so that the service can say what is wrong with it.</summary>
    public static string? IdempotencyKey(this HttpRequest request) => request.Headers.TryGetValue(Name, out var given) ? given.ToString() : null;
}
