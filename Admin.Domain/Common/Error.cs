namespace Admin.Domain.Common;

/// <summary>What kind of refusal an <see cref="Error"/> is. The REST layer maps each kind to one status code (docs/api.md).</summary>
public enum ErrorKind
{
    /// <summary>Nobody is signed in, or what they presented is not valid (401).</summary>
    Unauthenticated,

    /// <summary>A rate limit refused the call (429).</summary>
    RateLimited,

    /// <summary>The input is malformed or outside its rules (400).</summary>
    Invalid,

    /// <summary>The actor lacks the permission; decided without looking at the object (403).</summary>
    Forbidden,

    /// <summary>The object does not exist, or belongs to another organization (404).</summary>
    NotFound,

    /// <summary>Somebody changed the object in between (412).</summary>
    PreconditionFailed,

    /// <summary>The caller did not say which state it wants to change (428).</summary>
    PreconditionRequired,

    /// <summary>The object's state does not allow the act: illegal transition, duplicate name, in use (409).</summary>
    Conflict,

    /// <summary>A guard refused the content, or a confirmation did not match (422).</summary>
    Refused,

    /// <summary>The content is larger than accepted (413).</summary>
    TooLarge,

    /// <summary>A part that this act needs is away (503).</summary>
    Unavailable,
}

/// <summary>
/// A refusal that a user can cause or meet. Bugs and broken infrastructure throw instead.
/// </summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">Stable, snake_case; also the key of the translated text.</param>
/// <param name="Message">One English sentence that says what happened and what to do.</param>
/// <param name="Field">The input field at fault, in snake_case, where there is one.</param>
public sealed record Error(ErrorKind Kind, string Code, string Message, string? Field = null)
{
    /// <summary>Values that the translated text and machine readers need: <c>{0}</c> in a text is the first.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Args { get; init; } = [];

    /// <summary>Further faults of the same input, each with its field.</summary>
    public IReadOnlyList<Error> Others { get; init; } = [];

    /// <summary>How long to wait before the same call can succeed, where that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public Error With(params (string Name, object Value)[] args) =>
        this with { Args = [.. args.Select(a => KeyValuePair.Create(a.Name, a.Value))] };

    public static Error Invalid(string code, string message, string? field = null) => new(ErrorKind.Invalid, code, message, field);

    public static Error NotFound(string code, string message) => new(ErrorKind.NotFound, code, message);

    public static Error Conflict(string code, string message, string? field = null) => new(ErrorKind.Conflict, code, message, field);

    public static Error Forbidden(string code, string message) => new(ErrorKind.Forbidden, code, message);

    public static Error Refused(string code, string message, string? field = null) => new(ErrorKind.Refused, code, message, field);

    public static Error Unavailable(string code, string message) => new(ErrorKind.Unavailable, code, message);

    /// <summary>Joins the faults of one input: the first carries the others. Null when there are none.</summary>
    public static Error? Join(IReadOnlyList<Error> faults) =>
        faults.Count == 0 ? null : faults[0] with { Others = [.. faults.Skip(1)] };
}
