using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Infrastructure.SqlConsole.SqlServer;

public sealed class SqlServerPlanTests
{
    private const string Start = """<ShowPlanXML xmlns="http://schemas.microsoft.com/sqlserver/2004/07/showplan"><BatchSequence><Batch><Statements>""";
    private const string End = "</Statements></Batch></BatchSequence></ShowPlanXML>";

    private const string Join = """
        <StmtSimple StatementType="ASSIGN" />
        <StmtSimple StatementType="SELECT"><QueryPlan>
          <RelOp PhysicalOp="Nested Loops" LogicalOp="Inner Join" EstimateRows="12.5" EstimatedTotalSubtreeCost="0.5">
            <NestedLoops>
              <Predicate><ScalarOperator ScalarString="[a].[id]=[b].[id]" /></Predicate>
              <RelOp PhysicalOp="Index Seek" LogicalOp="Index Seek" EstimateRows="1" EstimatedTotalSubtreeCost="0.1">
                <IndexScan><Object Table="[users]" Index="[users_name]" /></IndexScan>
              </RelOp>
              <RelOp PhysicalOp="Table Scan" LogicalOp="Table Scan" EstimateRows="7" EstimatedTotalSubtreeCost="0.2"><TableScan><Object Table="[orders]" /></TableScan></RelOp>
            </NestedLoops>
          </RelOp>
        </QueryPlan></StmtSimple>
        """;

    [Fact]
    public void Read_Plan_IsATreeWithCostsAndRows()
    {
        var root = SqlServerPlan.Read($"{Start}{Join}{End}").Value.Root;

        Assert.Equal(("Nested Loops", null, 0.5, 12.5), (root.Name, root.Subject, root.Cost, root.Rows));
        Assert.Equal(["Inner Join", "[a].[id]=[b].[id]"], root.Details);
        Assert.Equal(["users users_name", "orders"], root.Children.Select(c => c.Subject));
        Assert.Empty(root.Children[0].Details);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>")]
    [InlineData("<StmtSimple />")]
    public void Read_NoPlan_SaysSo(string xml) => Assert.Equal("plan_not_offered", SqlServerPlan.Read(xml).Error!.Code);

    [Fact]
    public void Read_PlanOfAbsurdDepth_IsNotWalked()
    {
        var deep = string.Concat(Enumerable.Repeat("<RelOp><A>", 5_000)) + "<B/>" + string.Concat(Enumerable.Repeat("</A></RelOp>", 5_000));

        Assert.Equal("plan_not_offered", SqlServerPlan.Read($"{Start}<StmtSimple>{deep}</StmtSimple>{End}").Error!.Code);
    }
}
