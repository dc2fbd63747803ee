using Admin.Domain.SqlConsole.Guard.Mongo;

namespace Admin.Domain.SqlConsole.Engines;

/// <summary>One statement with its parameters, which always travel as parameters.</summary>
/// <param name="Parameters">In the order of the text; one that is used twice stands here twice.</param>
/// <param name="Comment">
/// Sent with the statement, so that whoever looks at the server sees who runs it: plain ASCII without comment signs. Positions
/// in errors are those of <paramref name="Text"/>.
/// </param>
public sealed record EngineQuery(string Text, IReadOnlyList<BoundParameter> Parameters, TimeSpan Timeout, string Comment = "admin")
{
    /// <summary>What the guard has read out of a MongoDB statement; that engine sends this and never reads the text. Null for the others.</summary>
    public MongoCommand? Command { get; init; }

    /// <summary>Ends when the run stands on record. An engine connects meanwhile, but sends nothing of the statement before; it fails when that cannot be recorded.</summary>
    public Task Recorded { get; init; } = Task.CompletedTask;
}
