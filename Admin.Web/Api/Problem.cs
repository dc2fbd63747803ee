using System.Text.Json.Serialization;

namespace Admin.Web.Api;

/// <summary>The body of every refusal (RFC 9457), with the stable code that programs go by.</summary>
/// <param name="Title">The kind of refusal in a few words.</param>
/// <param name="Detail">One sentence in the caller's language: what happened and what to do.</param>
/// <param name="Code">Stable; texts may change, codes do not.</param>
/// <param name="Reference">Finds this very call in logs and traces.</param>
internal sealed record Problem(string Title, int Status, string Detail, string Code, string Reference)
{
    public const string ContentType = "application/problem+json";

    public string Type { get; } = "about:blank";

    /// <summary>Each field at fault, where the input was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProblemField>? Errors { get; init; }

    /// <summary>Values that the text mentions, for programs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, object>? Params { get; init; }
}

/// <summary>One field at fault.</summary>
internal sealed record ProblemField(string Field, string Code, string Message);
