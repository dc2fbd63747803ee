using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Masking;

namespace Admin.Web.Features.SqlConsole;

/// <summary>A refusal of the guard, as a panel shows it.</summary>
/// <param name="Subject">The word, function or operator that it is about.</param>
/// <param name="Position">Zero-based offset in the statement.</param>
/// <param name="Place">The same as line and column, once the editor has told.</param>
public sealed record Refusal(Error Error, string? Subject, int? Position, TextPlace? Place = null)
{
    /// <summary>The guard's refusal in an error, or null when somebody else refused.</summary>
    public static Refusal? Of(Error? error)
    {
        if (error is not { Kind: ErrorKind.Refused } || (!GuardCodes.All.Contains(error.Code) && error.Code != MaskErrors.Code))
            return null;
        var args = error.Args.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        return new Refusal(
            error,
            args.GetValueOrDefault("subject") is string { Length: > 0 } subject ? subject : null,
            args.GetValueOrDefault("position") is int position ? position : null);
    }
}

/// <summary>A place in a text, both from 1.</summary>
public sealed record TextPlace(int Line, int Column);
