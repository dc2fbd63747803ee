namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// What is asked of the Cloud API besides sending. Calls count against the 200 an hour that an app may make for a business account.
/// No call throws for what the network or the API can do.
/// </summary>
public interface IWhatsAppManagement
{
    /// <summary>Id of the business account that a number belongs to; null where the API does not say.</summary>
    Task<GraphAnswer<string?>> GetBusinessAccountAsync(string phoneNumberId, string accessToken, CancellationToken ct);

    /// <summary>One page of a business account's templates.</summary>
    /// <param name="after">The cursor of the page before; null for the first.</param>
    Task<GraphAnswer<TemplateListing>> ListTemplatesAsync(string businessAccountId, string accessToken, string? after, CancellationToken ct);

    /// <summary>Uploads a file for messages of a number; answers its id, which holds for 30 days.</summary>
    Task<GraphAnswer<string>> UploadMediaAsync(string phoneNumberId, string accessToken, MediaFile file, CancellationToken ct);
}

/// <summary>The API's answer: a value, its error, or nothing usable.</summary>
/// <param name="Error">Set when the API refused.</param>
/// <param name="IsReached">False: no usable answer; asking again is harmless.</param>
public sealed record GraphAnswer<T>(T? Value, WhatsAppError? Error, bool IsReached)
{
    public static GraphAnswer<T> Away { get; } = new(default, null, false);

    public static GraphAnswer<T> Of(T value) => new(value, null, true);

    public static GraphAnswer<T> Refused(WhatsAppError error) => new(default, error, true);

    public bool Succeeded => IsReached && Error is null;
}

/// <param name="After">Cursor of the next page; null on the last.</param>
public sealed record TemplateListing(IReadOnlyList<ListedTemplate> Templates, string? After);

/// <summary>A template as WhatsApp lists it, in its own words.</summary>
/// <param name="Format">Null where none was told.</param>
/// <param name="Reason">Why it was rejected; null when it was not.</param>
/// <param name="Components">A JSON array.</param>
public sealed record ListedTemplate(string Id, string Name, string Language, string? Category, string? Status, string? Format, string? Quality, string? Reason, string Components);

/// <summary>A file to upload.</summary>
public sealed record MediaFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes)
{
    public override string ToString() => $"{ContentType}, {Bytes.Length} bytes";
}
