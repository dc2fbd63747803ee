using System.Collections.Frozen;
using Admin.Domain.SqlConsole.Guard.Sql;

namespace Admin.Domain.SqlConsole.Guard.Conditions;

/// <summary>Operators made of signs that stand together. The longest known one wins; what is left of a run begins the next value.</summary>
internal static class Operators
{
    private const int Longest = 4;

    private static readonly FrozenSet<string> Comparing =
        Set("= == < > <= >= <> != <=> !< !> ~ ~* !~ !~* ~~ ~~* !~~ !~~*");

    private static readonly FrozenSet<string> Others =
        Set("+ - * / % ^ & | # || && << >> -> ->> #> #>> #- @> <@ ? ?| ?& @@ @? &< &> <-> -|- ^@");

    /// <summary>How many tokens the operator at a place has; 0 when none is there.</summary>
    public static int Read(TokenList tokens, int at, out string name, out bool compares)
    {
        name = "";
        compares = false;
        var run = "";
        var length = 0;
        for (var i = 0; i < Longest && IsSign(tokens, at, i); i++)
        {
            run += tokens[at + i].Key;
            if (Comparing.Contains(run) || Others.Contains(run))
                (name, length, compares) = (run, i + 1, Comparing.Contains(run));
        }
        return length;
    }

    private static bool IsSign(TokenList tokens, int at, int ahead)
    {
        var token = tokens[at + ahead];
        var together = ahead == 0 || token.Start == tokens[at + ahead - 1].Start + 1;
        return token.Kind == Lexing.TokenKind.Symbol && together && token.Key is [var sign] && "+-*/<>=~!@#%^&|?".Contains(sign);
    }

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
