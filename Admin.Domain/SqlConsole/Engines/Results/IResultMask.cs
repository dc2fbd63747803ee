namespace Admin.Domain.SqlConsole.Engines.Results;

/// <summary>What a reader must not see. It acts before a value is kept anywhere.</summary>
public interface IResultMask
{
    /// <summary>Per column why it is hidden, or null; asked once, when the server has named the columns.</summary>
    IReadOnlyList<string?> Reasons(IReadOnlyList<ResultColumn> columns);

    /// <summary>A value of a column that is shown, with what is hidden inside it (a field of a document) taken out.</summary>
    object? Show(ResultColumn column, object? value);
}
