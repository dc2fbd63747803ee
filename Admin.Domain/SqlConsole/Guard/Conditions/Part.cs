namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>A piece of a condition between two tokens.</summary>
internal readonly record struct Part(int From, int To, PartForm Form, Judgement Judgement)
{
    /// <summary>Whether it depends on the row that would be changed.</summary>
    public bool Names { get; init; }

    /// <summary>Whether it depends on rows of another table only.</summary>
    public bool Foreign { get; init; }

    /// <summary>The last token of the only column in it when it is made of that column, literals and arithmetic; 0 otherwise.</summary>
    public int Column { get; init; }

    /// <summary>For a comparison, the token of its operator; 0 otherwise.</summary>
    public int Operator { get; init; }
}
