namespace Admin.Domain.SqlConsole.Guard.Lexing;

/// <summary>Where dialects differ in what ends a literal or a comment; every difference missed here is a way past the guard.</summary>
internal sealed record LexRules
{
    public bool NestedComments { get; init; }
    public bool HashComments { get; init; }
    /// <summary>In MySQL "--1" is two minus signs, and only "-- " opens a comment.</summary>
    public bool DashCommentNeedsSpace { get; init; }
    /// <summary>MySQL executes <c>/*! … */</c> and obeys <c>/*+ … */</c>.</summary>
    public bool ExecutableComments { get; init; }
    public bool BacktickNames { get; init; }
    public bool BracketNames { get; init; }
    /// <summary>SQL Server writes a closing bracket inside a name twice; in SQLite the first one ends the name.</summary>
    public bool DoubledBrackets { get; init; }
    public bool DoubleQuotedTexts { get; init; }
    public bool BackslashEscapes { get; init; }
    /// <summary>PostgreSQL: <c>E'…'</c>, <c>$tag$…$tag$</c> and <c>U&amp;"…"</c>.</summary>
    public bool PostgresTexts { get; init; }
    /// <summary>The signs that begin a named parameter; <c>?</c> stands for itself. MySQL and PostgreSQL get <c>:name</c> from us.</summary>
    public string ParameterSigns { get; init; } = ":";
    /// <summary>SQLite numbers parameters (<c>?1</c>, <c>:1</c>) and takes a bracket or double colon behind one into its name.</summary>
    public bool SqliteParameters { get; init; }
    /// <summary><c>@@name</c> is a variable of the server.</summary>
    public bool ServerVariables { get; init; }
    /// <summary><c>@name</c> is a variable of the session.</summary>
    public bool SessionVariables { get; init; }

    public static LexRules Postgresql { get; } = new() { NestedComments = true, PostgresTexts = true };
    public static LexRules Mysql { get; } = new()
    {
        HashComments = true,
        DashCommentNeedsSpace = true,
        ExecutableComments = true,
        BacktickNames = true,
        DoubleQuotedTexts = true,
        BackslashEscapes = true,
        ParameterSigns = ":?",
        ServerVariables = true,
        SessionVariables = true,
    };
    public static LexRules Sqlserver { get; } =
        new() { NestedComments = true, BracketNames = true, DoubledBrackets = true, ParameterSigns = "@", ServerVariables = true };
    public static LexRules Sqlite { get; } = new() { BacktickNames = true, BracketNames = true, ParameterSigns = ":@$?", SqliteParameters = true };

    /// <summary>The rules of an engine that speaks SQL.</summary>
    public static LexRules Of(EngineKind engine) => engine switch
    {
        EngineKind.Postgresql => Postgresql,
        EngineKind.Mysql => Mysql,
        EngineKind.Sqlserver => Sqlserver,
        EngineKind.Sqlite => Sqlite,
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "This engine does not speak SQL."),
    };
}
