using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Admin.Domain.Common;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Plans;

namespace Admin.Infrastructure.SqlConsole.SqlServer;

/// <summary>The server's estimated plan, which it gives as XML instead of running the statement.</summary>
internal static class SqlServerPlan
{
    // A plan is a tree of the server's making; one deeper than any real one is not walked.
    private const int MaxDepth = 500;
    private static readonly XNamespace Plan = "http://schemas.microsoft.com/sqlserver/2004/07/showplan";

    public static async Task<Result<QueryPlan>> ReadAsync(SqlServerSession session, EngineQuery query, CancellationToken ct)
    {
        await using (var on = session.Command("SET SHOWPLAN_XML ON", [], query.Timeout))
            await on.ExecuteNonQueryAsync(ct);
        // Parameters are declared, not given: a plan needs types alone. In front and on the same line, so that lines stay those of the text.
        var declared = query.Parameters.DistinctBy(p => p.Name).Select(SqlServerParameter.Declare).ToList();
        var text = declared.Count == 0 ? query.Text : $"DECLARE {string.Join(", ", declared)}; {query.Text}";
        await using var command = session.Command(text, [], query.Timeout);
        return await command.ExecuteScalarAsync(ct) is string xml ? Read(xml) : SqlConsoleErrors.PlanNotOffered;
    }

    public static Result<QueryPlan> Read(string xml)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var document = XDocument.Load(reader);
            var root = document.Descendants(Plan + "StmtSimple").LastOrDefault(s => s.Descendants(Plan + "RelOp").Any())?.Descendants(Plan + "RelOp").First();
            return root is null || IsTooDeep(root) ? SqlConsoleErrors.PlanNotOffered : new QueryPlan(Node(root), document.ToString());
        }
        catch (XmlException)
        {
            return SqlConsoleErrors.PlanNotOffered;
        }
    }

    private static bool IsTooDeep(XElement root) => root.Descendants().Any(e => !e.HasElements && e.Ancestors().Take(MaxDepth + 1).Count() > MaxDepth);

    private static PlanNode Node(XElement step)
    {
        var (physical, logical) = ((string?)step.Attribute("PhysicalOp") ?? "Step", (string?)step.Attribute("LogicalOp"));
        var own = Own(step).ToList();
        return new PlanNode(
            physical,
            own.Where(e => e.Name == Plan + "Object").Select(Subject).FirstOrDefault(),
            [.. (logical is null || logical == physical ? [] : (string[])[logical]), .. own.Where(e => e.Name == Plan + "ScalarOperator").Select(e => (string?)e.Attribute("ScalarString")).OfType<string>().Distinct()],
            Number(step, "EstimatedTotalSubtreeCost"),
            Number(step, "EstimateRows"),
            [.. Inner(step).Select(Node)]);
    }

    /// <summary>What belongs to a step itself: everything in it that is not in a step below it.</summary>
    private static IEnumerable<XElement> Own(XElement step) => step.Elements().Where(e => e.Name != Plan + "RelOp").SelectMany(e => Own(e).Prepend(e));

    private static IEnumerable<XElement> Inner(XElement step) => step.Elements().SelectMany(e => e.Name == Plan + "RelOp" ? [e] : Inner(e));

    private static string Subject(XElement thing)
    {
        var (table, index) = (Word(thing, "Table"), Word(thing, "Index"));
        return index is null ? table ?? "" : $"{table} {index}";
    }

    private static string? Word(XElement element, string attribute) => ((string?)element.Attribute(attribute))?.Trim('[', ']');

    private static double? Number(XElement element, string attribute) =>
        double.TryParse((string?)element.Attribute(attribute), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
