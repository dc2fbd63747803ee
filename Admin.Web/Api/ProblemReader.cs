using System.Text.Json;
using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>Reads a problem that a page's own call got, as the error that it was made of.</summary>
internal static class ProblemReader
{
    private static readonly Error Lost = Error.Unavailable("unexpected", "The call did not arrive, or its answer did not. Check your connection, then try again.");

    /// <param name="status">0: there was no answer.</param>
    public static Error Read(int status, string body)
    {
        if (status == 0 || body.Length == 0)
            return Lost;
        using var problem = JsonDocument.Parse(body);
        var root = problem.RootElement;
        var code = root.TryGetProperty("code", out var c) ? c.GetString() ?? "unexpected" : "unexpected";
        var detail = root.TryGetProperty("detail", out var d) ? d.GetString() : null;
        // The texts of the pages name the same values as the problem does.
        var values = root.TryGetProperty("params", out var p) ? p.EnumerateObject().Select(v => KeyValuePair.Create(v.Name, (object)v.Value.ToString())).ToList() : [];
        return Error.Invalid(code, detail ?? Lost.Message) with { Args = values };
    }
}
