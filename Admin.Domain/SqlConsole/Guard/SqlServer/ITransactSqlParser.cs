namespace Admin.Domain.SqlConsole.Guard.SqlServer;

/// <summary>Reads T-SQL into a flat list of syntax nodes. It only reads; what may run is decided here in the domain.</summary>
public interface ITransactSqlParser
{
    /// <summary>The nodes of a text that our own tokenizer has already found to be of bounded length and depth.</summary>
    TransactSqlScript Parse(string text);
}
