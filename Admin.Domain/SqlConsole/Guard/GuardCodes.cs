namespace Admin.Domain.SqlConsole.Guard;

/// <summary>The stable codes of verdicts. Other programs and translations rely on them.</summary>
public static class GuardCodes
{
    public const string Ok = "ok";
    public const string TooLong = "too_long";
    public const string TooDeep = "too_deep";
    public const string Unreadable = "unreadable";
    public const string Empty = "empty_statement";
    public const string MultipleStatements = "multiple_statements";
    public const string ExecutableComment = "executable_comment";
    public const string NotUnderstood = "not_understood";
    public const string StatementNotAllowed = "statement_not_allowed";
    public const string WriteNotAllowed = "write_not_allowed";
    public const string WhereMissing = "where_missing";
    public const string WhereAlwaysTrue = "where_always_true";
    public const string WhereSuspicious = "where_suspicious";
    public const string DropBlocked = "drop_blocked";
    public const string TruncateBlocked = "truncate_blocked";
    public const string SchemaChange = "schema_change";
    public const string TransactionControl = "transaction_control";
    public const string SessionSetting = "session_setting";
    public const string RightsChange = "rights_change";
    public const string ProceduralCode = "procedural_code";
    public const string FileAccess = "file_access";
    public const string ServerAdministration = "server_administration";
    public const string OtherSessions = "other_sessions";
    public const string OtherServer = "other_server";
    public const string FunctionNotAllowed = "function_not_allowed";
    public const string SelectInto = "select_into";
    public const string LockingRead = "locking_read";
    public const string DataModifyingCte = "data_modifying_cte";
    public const string VariableAssignment = "variable_assignment";
    public const string OperatorNotAllowed = "operator_not_allowed";
    public const string MethodNotAllowed = "command_not_allowed";
    public const string SystemCollection = "system_collection";
    public const string SystemTable = "system_table";
    public const string DuplicateField = "duplicate_field";

    public static IReadOnlyList<string> All { get; } =
    [
        Ok, TooLong, TooDeep, Unreadable, Empty, MultipleStatements, ExecutableComment, NotUnderstood, StatementNotAllowed,
        WriteNotAllowed, WhereMissing, WhereAlwaysTrue, WhereSuspicious, DropBlocked, TruncateBlocked, SchemaChange, TransactionControl,
        SessionSetting, RightsChange, ProceduralCode, FileAccess, ServerAdministration, OtherSessions, OtherServer,
        FunctionNotAllowed, SelectInto, LockingRead, DataModifyingCte, VariableAssignment, OperatorNotAllowed,
        MethodNotAllowed, SystemCollection, SystemTable, DuplicateField,
    ];
}
