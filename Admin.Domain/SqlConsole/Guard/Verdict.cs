using Admin.Domain.SqlConsole.Guard.Mongo;

namespace Admin.Domain.SqlConsole.Guard;

/// <summary>
/// What the guard decided about one statement. <paramref name="Code"/> is stable, <paramref name="Message"/> is a sentence
/// that says what to do instead, <paramref name="Position"/> is the zero-based offset in the text, and
/// <paramref name="Subject"/> is the word, function or operator it is about, for pages that phrase the message themselves.
/// </summary>
public sealed record Verdict(VerdictKind Kind, QueryType QueryType, string Code, string Message, int? Position = null, string? Subject = null)
{
    public bool Blocked => Kind == VerdictKind.Block;

    /// <summary>The parameters of a statement that may run, each place once, in the order of the text.</summary>
    public IReadOnlyList<StatementParameter> Parameters { get; init; } = [];

    /// <summary>What a plain UPDATE or DELETE that may run touches; null for joins, common tables, LIMIT and whatever else is not plain.</summary>
    public ChangeShape? Change { get; init; }

    /// <summary>The command of a MongoDB statement that may run; an engine sends this and never reads the text again.</summary>
    public MongoCommand? Command { get; init; }

    internal static Verdict Allow(QueryType type) => new(VerdictKind.Allow, type, GuardCodes.Ok, GuardMessages.For(GuardCodes.Ok));

    internal static Verdict Warn(string code, QueryType type, int? position) => new(VerdictKind.Warn, type, code, GuardMessages.For(code), position);

    internal static Verdict Block(string code, int? position = null, string? subject = null, QueryType type = QueryType.Unknown) =>
        new(VerdictKind.Block, type, code, GuardMessages.For(code, subject), position, subject);
}
