namespace Admin.Domain.SqlConsole.Engines.Results;

/// <summary>A value that was longer than a cell holds: its beginning, and how long it was.</summary>
/// <param name="Head">string or byte[].</param>
/// <param name="Length">Of the whole value: characters of a text, bytes of a binary.</param>
public sealed record CutValue(object Head, long Length);

/// <summary>Stands where a value is hidden from the reader.</summary>
public sealed class MaskedValue
{
    private MaskedValue()
    {
    }

    public static MaskedValue Instance { get; } = new();

    public override string ToString() => "•••";
}
