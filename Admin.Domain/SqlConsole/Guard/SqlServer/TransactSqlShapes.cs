using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Guard.SqlServer;

/// <summary>The syntax nodes a reading and a writing statement may consist of. Whatever is not here is refused.</summary>
internal static class TransactSqlShapes
{
    public static FrozenSet<string> Reading { get; } = Set(
        "TSqlScript TSqlBatch SelectStatement WithCtesAndXmlNamespaces CommonTableExpression Identifier IdentifierOrValueExpression " +
        "QueryParenthesisExpression BinaryQueryExpression QuerySpecification SelectScalarExpression SelectStarExpression " +
        "ColumnReferenceExpression MultiPartIdentifier FromClause QueryDerivedTable " +
        "InlineDerivedTable RowValue QualifiedJoin UnqualifiedJoin JoinParenthesisTableReference PivotedTableReference " +
        "UnpivotedTableReference WhereClause BooleanBinaryExpression BooleanComparisonExpression BooleanNotExpression " +
        "BooleanParenthesisExpression BooleanIsNullExpression BooleanTernaryExpression InPredicate LikePredicate ExistsPredicate " +
        "DistinctPredicate SubqueryComparisonPredicate FullTextPredicate ScalarSubquery BinaryExpression UnaryExpression " +
        "ParenthesisExpression IntegerLiteral StringLiteral NumericLiteral RealLiteral MoneyLiteral BinaryLiteral NullLiteral " +
        "MaxLiteral IdentifierLiteral VariableReference GlobalVariableExpression FunctionCall MultiPartIdentifierCallTarget CastCall " +
        "TryCastCall ConvertCall TryConvertCall ParseCall TryParseCall IIfCall CoalesceExpression NullIfExpression LeftFunctionCall " +
        "RightFunctionCall ParameterlessCall AtTimeZoneCall SearchedCaseExpression SimpleCaseExpression SearchedWhenClause " +
        "SimpleWhenClause SqlDataTypeReference XmlDataTypeReference GroupByClause ExpressionGroupingSpecification " +
        "CompositeGroupingSpecification CubeGroupingSpecification RollupGroupingSpecification GroupingSetsGroupingSpecification " +
        "GrandTotalGroupingSpecification HavingClause OrderByClause ExpressionWithSortOrder OffsetClause TopRowFilter OverClause " +
        "WindowFrameClause WindowDelimiter WindowClause WindowDefinition WithinGroupClause GlobalFunctionTableReference " +
        "OpenJsonTableReference SchemaDeclarationItemOpenjson ColumnDefinitionBase JsonForClause JsonForClauseOption XmlForClause " +
        "XmlForClauseOption TableSampleClause ColumnWithSortOrder TemporalClause FullTextTableReference");

    public static FrozenSet<string> Writing { get; } = Set(
        "InsertStatement InsertSpecification ValuesInsertSource SelectInsertSource UpdateStatement UpdateSpecification " +
        "AssignmentSetClause DeleteStatement DeleteSpecification MergeStatement MergeSpecification MergeActionClause " +
        "UpdateMergeAction InsertMergeAction DeleteMergeAction OutputClause DefaultLiteral");

    public static FrozenDictionary<string, string> Refusals { get; } = new Dictionary<string, string>
    {
        ["OpenRowsetTableReference"] = GuardCodes.OtherServer,
        ["OpenQueryTableReference"] = GuardCodes.OtherServer,
        ["AdHocTableReference"] = GuardCodes.OtherServer,
        ["BulkOpenRowset"] = GuardCodes.FileAccess,
        ["InternalOpenRowset"] = GuardCodes.FileAccess,
        ["OpenRowsetCosmos"] = GuardCodes.OtherServer,
        ["OpenXmlTableReference"] = GuardCodes.ProceduralCode,
        ["SchemaObjectFunctionTableReference"] = GuardCodes.FunctionNotAllowed,
        ["NextValueForExpression"] = GuardCodes.WriteNotAllowed,
        ["DataModificationTableReference"] = GuardCodes.WriteNotAllowed,
        ["SelectSetVariable"] = GuardCodes.VariableAssignment,
        ["OutputIntoClause"] = GuardCodes.SelectInto,
        ["ExecuteInsertSource"] = GuardCodes.ProceduralCode,
        ["CursorId"] = GuardCodes.ProceduralCode,
    }.ToFrozenDictionary();

    public static FrozenSet<string> HarmlessHints { get; } = Set("NoLock ReadUncommitted ReadCommitted ReadPast Index ForceSeek ForceScan NoExpand NoWait");

    public static FrozenSet<string> HarmlessOptions { get; } = Set("Recompile MaxRecursion MaxDop");

    private static readonly FrozenSet<string> OutOfReach = Set(
        "sysprocesses syslogins sysxlogins sysaltfiles syscursors syslockinfo sysremotelogins sql_logins linked_logins remote_logins credentials " +
        "master_files backup_devices traces server_file_audits database_scoped_credentials key_encryptions symmetric_keys sysusers");

    /// <summary>Views of other sessions, passwords and files; <paramref name="table"/> is the table's own name in lower case.</summary>
    public static bool IsOutOfReach(string table) => table.StartsWith("dm_", StringComparison.Ordinal) || OutOfReach.Contains(table);

    public static FrozenSet<string> Functions { get; } = Set(
        "abs acos ascii asin atan atn2 avg ceiling char charindex checksum checksum_agg choose col_length col_name concat concat_ws cos " +
        "cot count count_big cume_dist databasepropertyex datalength date_bucket dateadd datediff datediff_big datefromparts datename " +
        "datepart datetime2fromparts datetimefromparts datetimeoffsetfromparts datetrunc day db_id db_name degrees dense_rank difference " +
        "eomonth exp first_value floor format getdate getutcdate greatest grouping grouping_id hashbytes index_col isdate isjson isnull " +
        "isnumeric json_array json_arrayagg json_object json_objectagg json_path_exists json_query json_value lag last_value lead least len log " +
        "log10 lower ltrim max min month nchar newid ntile object_id object_name objectproperty parsename patindex percent_rank percentile_cont " +
        "percentile_disc pi power quotename radians rand rank replace replicate reverse round row_number rowcount_big rtrim schema_id schema_name " +
        "sign sin smalldatetimefromparts soundex space sqrt square stdev stdevp str string_agg string_escape string_split generate_series stuff " +
        "substring sum switchoffset sysdatetime sysdatetimeoffset sysutcdatetime tan timefromparts todatetimeoffset translate trim type_id " +
        "type_name typeproperty unicode upper var varp year approx_count_distinct");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
