using System.Globalization;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Running;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Shared;
using Admin.Web.Features.SqlConsole;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.SqlConsole;

public sealed class RunOutcomeTests : ComponentContext
{
    private readonly TabOutcome _outcome = new();

    [Fact]
    public void Render_NothingRun_SaysWhatToDo() => Assert.Contains("Ctrl+Enter", Show().Markup, StringComparison.Ordinal);

    [Fact]
    public void Render_Refusal_IsAPanelWithCodeWordAndPlace()
    {
        var verdict = new Verdict(VerdictKind.Block, QueryType.Ddl, GuardCodes.DropBlocked, "", 0, "DROP");
        _outcome.Fail(SqlConsoleErrors.Blocked(verdict));
        _outcome.Locate(new TextPlace(1, 3));

        var panel = Show().Find(".refusal");

        Assert.Equal("alert", panel.GetAttribute("role"));
        Assert.Contains("drop_blocked", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("line 1, column 3", panel.TextContent, StringComparison.Ordinal);
        Assert.Contains("database administrator", panel.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_RefusalInPortuguese_SpeaksPortuguese()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        _outcome.Fail(SqlConsoleErrors.Blocked(new Verdict(VerdictKind.Block, QueryType.Ddl, GuardCodes.DropBlocked, "")));

        Assert.Contains("nunca roda aqui", Show().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_CutResult_SaysSo()
    {
        Answer(rows: 3, limit: 3);

        Assert.Contains("Only the first 3 rows", Show().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NoRows_SaysItRan()
    {
        Answer(rows: 0, limit: 3);

        Assert.Contains("No rows", Show().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_EveryGuardCode_IsTranslated()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("pt-BR");
        var words = Services.GetRequiredService<ErrorWords>();

        var untranslated = GuardCodes.All.Except([GuardCodes.Ok])
            .Where(code => words.Say(SqlConsoleErrors.Blocked(new Verdict(VerdictKind.Block, QueryType.Other, code, "English"))) == "English");

        Assert.Empty(untranslated);
    }

    private IRenderedComponent<RunOutcome> Show() => Render<RunOutcome>(p => p.Add(o => o.Outcome, _outcome));

    private void Answer(int rows, int limit)
    {
        var results = new ResultBuffer(limit, 1_000);
        results.Describe([new ResultColumn("n", null)]);
        for (var i = 0; i < rows; i++)
            results.Add([(long)i], 8);
        _ = results.Admits(8);
        var report = new RunReport(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(12), "3", null);
        _outcome.Finish(new RunAnswer(RunId.New(), QueryType.Select, results, report, []));
    }
}
