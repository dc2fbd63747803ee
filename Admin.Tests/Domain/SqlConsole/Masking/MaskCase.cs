using System.Globalization;
using Admin.Domain.SqlConsole;

namespace Admin.Tests.Domain.SqlConsole.Masking;

/// <summary>The hand-written cases of mask.cases.txt.</summary>
/// <param name="Expected">"refused", or a sign per column: X hidden, a dot shown; "-" for a result without columns.</param>
internal sealed record MaskCase(EngineKind Engine, bool AnyTable, string Expected, string Statement, IReadOnlyList<string> Columns, int Line)
{
    public static IReadOnlyList<MaskCase> All { get; } = [.. Read()];

    private static IEnumerable<MaskCase> Read()
    {
        using var stream = typeof(MaskCase).Assembly.GetManifestResourceStream("mask.cases.txt")!;
        using var reader = new StreamReader(stream);
        var (engine, anyTable, number) = (EngineKind.Sqlite, false, 0);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith('['))
            {
                var head = line.Trim('[', ']').Split(' ');
                engine = Enum.Parse<EngineKind>(head[0], ignoreCase: true);
                anyTable = head.Length > 1;
            }
            else if (line.Length > 0 && line[0] != '#')
                yield return Case(line, engine, anyTable, number);
        }
    }

    private static MaskCase Case(string line, EngineKind engine, bool anyTable, int number)
    {
        var parts = line.Split('¦');
        IReadOnlyList<string> columns = parts.Length > 2 ? [.. parts[2].Split(',').Select(c => c.Trim())] : [];
        return new MaskCase(engine, anyTable, parts[0].Trim(), parts[1].Trim(), columns, number);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}: {Engine}: {Statement}");
}
