using System.Globalization;
using Admin.Domain.SqlConsole;

namespace Admin.Tests.Domain.SqlConsole.Guard;

/// <summary>The hand-written cases of guard.cases.txt; a mark before the place says where the verdict must point.</summary>
internal sealed record GuardCase(EngineKind Engine, AccessMode Mode, string Code, string QueryType, string Statement, int? Position, int Line)
{
    public static IReadOnlyList<GuardCase> All { get; } = [.. Read()];

    private static IEnumerable<GuardCase> Read()
    {
        using var stream = typeof(GuardCase).Assembly.GetManifestResourceStream("guard.cases.txt")!;
        using var reader = new StreamReader(stream);
        var (engine, mode, number) = (EngineKind.Sqlite, AccessMode.ReadOnly, 0);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith('['))
            {
                var head = line.Trim('[', ']').Split(' ');
                engine = Enum.Parse<EngineKind>(head[0], ignoreCase: true);
                mode = head[1] == "write" ? AccessMode.Write : AccessMode.ReadOnly;
            }
            else if (line.Length > 0 && line[0] != '#')
                yield return Case(line, engine, mode, number);
        }
    }

    private static GuardCase Case(string line, EngineKind engine, AccessMode mode, int number)
    {
        var bar = line.IndexOf(" |", StringComparison.Ordinal);
        var head = line[..bar].Split(' ');
        var text = line[(bar + 2)..].TrimStart(' ').Replace('⏎', '\n').Replace('␍', '\r').Replace('␀', '\0').Replace('␛', '\ud800');
        var mark = text.IndexOf('‸', StringComparison.Ordinal);
        return new GuardCase(engine, mode, head[0], head[1], mark < 0 ? text : text.Remove(mark, 1), mark < 0 ? null : mark, number);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}: {Engine} {Mode}: {Statement}");
}
