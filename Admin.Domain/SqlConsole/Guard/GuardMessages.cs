namespace Admin.Domain.SqlConsole.Guard;

/// <summary>One sentence per code, in words of a support engineer, that says what to do instead.</summary>
internal static class GuardMessages
{
    public static string For(string code, string? subject = null) => code switch
    {
        GuardCodes.Ok => "The statement may run.",
        GuardCodes.TooLong => "The statement is longer than 64 KiB: shorten it, or load the long list into a table first.",
        GuardCodes.TooDeep => "The statement has too many parts or is nested too deeply: split it into simpler statements.",
        GuardCodes.Unreadable => "A quote, comment or bracket does not end, or a character is not understood here: close or remove it.",
        GuardCodes.Empty => "There is no statement here: write one, for example SELECT 1.",
        GuardCodes.MultipleStatements => "Only one statement can run at a time: select the one you want and run it alone.",
        GuardCodes.ExecutableComment => "A comment that the server would execute or obey is not allowed: remove it.",
        GuardCodes.NotUnderstood => $"This form{Named(subject)} is not understood well enough to be let through: write it in a plainer way.",
        GuardCodes.StatementNotAllowed => $"This kind of statement{Named(subject)} does not run here: start with SELECT, WITH, VALUES or EXPLAIN.",
        GuardCodes.WriteNotAllowed => $"This statement{Named(subject)} would change data, and the console reads only: write a SELECT that shows the rows instead.",
        GuardCodes.WhereMissing => "A change without WHERE or filter would touch every row: add one that names the rows.",
        GuardCodes.WhereAlwaysTrue => "This condition is the same for every row: compare a column with the values you mean.",
        GuardCodes.WhereSuspicious => "This condition hardly leaves a row out: look at the preview, or compare a column with the values you mean.",
        GuardCodes.DropBlocked => "DROP would destroy an object for good and never runs here: ask a database administrator.",
        GuardCodes.TruncateBlocked => "TRUNCATE would empty a whole table and never runs here: ask a database administrator.",
        GuardCodes.SchemaChange => $"This statement{Named(subject)} would change the structure of the database: use the database's migrations instead.",
        GuardCodes.TransactionControl => "Transactions are opened and closed by the console: run the SELECT alone.",
        GuardCodes.SessionSetting => $"Settings{Named(subject)} cannot be changed from here: set the timeout and row limit beside the editor.",
        GuardCodes.RightsChange => "Rights and roles cannot be changed from here: ask a database administrator.",
        GuardCodes.ProceduralCode => $"Procedures and prepared code{Named(subject)} do not run here: write the query itself.",
        GuardCodes.FileAccess => $"Files{Named(subject)} cannot be read, written or attached from here: select the data and export the result.",
        GuardCodes.ServerAdministration => $"Server maintenance{Named(subject)} is not done from here: ask a database administrator.",
        GuardCodes.OtherSessions => $"Other people's sessions{Named(subject)} are out of reach from here: ask a database administrator.",
        GuardCodes.OtherServer => $"A query must stay on its own server{Named(subject)}: choose the other server as a data source of its own.",
        GuardCodes.FunctionNotAllowed => $"The function{Named(subject)} is not on the list of functions known to be harmless: write the query without it. A column list after an alias needs AS before the alias.",
        GuardCodes.SelectInto => "INTO would store the result somewhere: leave it out and the rows appear here.",
        GuardCodes.LockingRead => "A read that locks rows would stop other people: leave the locking clause out.",
        GuardCodes.DataModifyingCte => "A part of the WITH changes data: every part must be a SELECT.",
        GuardCodes.VariableAssignment => $"Variables{Named(subject)} cannot be set from here: use a parameter instead.",
        GuardCodes.OperatorNotAllowed => $"The operator or field{Named(subject)} can run code, write data or is unknown: write the query without it.",
        GuardCodes.MethodNotAllowed => $"The method{Named(subject)} does not run here: use find, aggregate, countDocuments or distinct, and to change data insertOne, updateMany, deleteMany and the like.",
        GuardCodes.SystemCollection => "System collections are out of reach from here: query one of your own collections.",
        GuardCodes.SystemTable => $"This system table{Named(subject)} shows other people's sessions, passwords or data: query your own tables.",
        GuardCodes.DuplicateField => $"A field{Named(subject)} stands twice, and only one of them would count: remove the other.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "A verdict code without a message."),
    };

    private static string Named(string? subject) => string.IsNullOrEmpty(subject) ? "" : $" ({subject})";
}
