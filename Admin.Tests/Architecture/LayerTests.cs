using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Microsoft.AspNetCore.Identity;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Admin.Tests.Architecture;

public sealed class LayerTests
{
    private static readonly ArchUnitNET.Domain.Architecture Admin = new ArchLoader()
        .LoadAssemblies(typeof(AdminDbContext).Assembly, typeof(DatabaseOptions).Assembly, typeof(Program).Assembly, typeof(UserManager<>).Assembly)
        .Build();

    [Fact]
    public void Domain_References_NoProviderNoWebNoVendorPackage()
    {
        string[] allowed = ["System", "netstandard", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "Microsoft.AspNetCore.Identity"];
        string[] never = ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.SqlServer"];

        var references = typeof(AdminDbContext).Assembly.GetReferencedAssemblies().Select(r => r.Name!).ToList();

        Assert.Empty(references.Where(r => !allowed.Any(a => r.StartsWith(a, StringComparison.Ordinal)) || never.Contains(r)));
    }

    [Fact]
    public void Web_Features_DoNotTouchTheDatabase() =>
        AssertHolds(Types().That().ResideInNamespaceMatching(@"^Admin\.Web\.(Features|Components|Api|Hubs)")
            .Should().NotDependOnAny(Types().That().AreAssignableTo(typeof(AdminDbContext)).Or().Are(typeof(IAdminDb)))
            .Because("a page or endpoint calls a service; the service opens a context for one organization")
            .WithoutRequiringPositiveResults());

    [Fact]
    public void Web_Features_DoNotTouchIdentity() =>
        AssertHolds(Types().That().ResideInNamespaceMatching(@"^Admin\.Web\.(Features|Components|Api|Hubs)")
            .Should().NotDependOnAny(typeof(UserManager<>))
            .Because("account rules are services of the domain")
            .WithoutRequiringPositiveResults());

    private static void AssertHolds(IArchRule rule) =>
        Assert.Empty(rule.Evaluate(Admin).Where(r => !r.Passed).Select(r => r.Description));
}
