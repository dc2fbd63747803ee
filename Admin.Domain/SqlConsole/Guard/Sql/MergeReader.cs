namespace Admin.Domain.SqlConsole.Guard.Sql;

/// <summary>A MERGE is judged by the condition behind ON, and by each part that reaches the rows that found no match.</summary>
internal sealed class MergeReader(ChangeReader changes, TokenList tokens)
{
    public Verdict Read(int at)
    {
        var target = ChangeTarget.Read(tokens, at).Tokens(tokens);
        var on = at;
        while (on < tokens.Count && !tokens[on].IsWord("ON"))
            on = tokens.Next(on);
        if (on + 1 >= tokens.Count)
            return Verdict.Block(GuardCodes.NotUnderstood, tokens[at].Start, "MERGE", QueryType.Merge);
        var worst = changes.Judge(on + 1, QueryType.Merge, target, linked: true, out var when);
        if (!worst.Blocked && !tokens[when].IsWord("WHEN"))
            return Verdict.Block(GuardCodes.NotUnderstood, tokens[Math.Min(when, tokens.Count - 1)].Start, "MERGE", QueryType.Merge);
        for (; !worst.Blocked && when < tokens.Count; when = tokens.Next(when))
        {
            var verdict = tokens[when].IsWord("WHEN") ? Unmatched(when, target) : null;
            if (verdict is { Kind: not VerdictKind.Allow })
                worst = verdict;
        }
        return worst;
    }

    /// <summary><c>WHEN NOT MATCHED BY SOURCE</c> reaches every row of the target that the source does not name.</summary>
    private Verdict? Unmatched(int when, IReadOnlyList<Lexing.Token> target)
    {
        var bySource = tokens[when + 1].IsWord("NOT") && tokens[when + 2].IsWord("MATCHED") && tokens[when + 3].IsWord("BY") && tokens[when + 4].IsWord("SOURCE");
        if (!bySource || (tokens[when + 5].IsWord("THEN") && tokens[when + 6].IsWord("DO")))
            return null;
        return tokens[when + 5].IsWord("AND")
            ? changes.Judge(when + 6, QueryType.Merge, target, linked: false, out _)
            : Verdict.Block(GuardCodes.WhereMissing, tokens[when].Start, null, QueryType.Merge);
    }
}
