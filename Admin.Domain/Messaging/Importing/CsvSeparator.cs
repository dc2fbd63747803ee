namespace Admin.Domain.Messaging.Importing;

/// <summary>What stands between two fields.</summary>
public enum CsvSeparator
{
    Comma,

    /// <summary>Where the comma separates decimals, as in Brazil.</summary>
    Semicolon,

    Tab,
    Pipe,
}

public static class CsvSeparators
{
    public static char Character(this CsvSeparator separator) => separator switch
    {
        CsvSeparator.Comma => ',',
        CsvSeparator.Semicolon => ';',
        CsvSeparator.Tab => '\t',
        CsvSeparator.Pipe => '|',
    };
}
