using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>A server's own words may carry values: <c>invalid input syntax for type integer: "…"</c>.</summary>
internal static class ServerWords
{
    /// <summary>The error as this reader may see it: with its place and the server's code, without the server's words.</summary>
    public static Error For(ReadMask? mask, Error error) =>
        mask?.HidesErrorText == true && error.Args.Any(a => a.Key == "message")
            ? SqlConsoleErrors.MaskedError with { Args = [.. error.Args.Where(a => a.Key is "position" or "state")] }
            : error;
}
