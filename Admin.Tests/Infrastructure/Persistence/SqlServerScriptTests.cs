using System.Reflection;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Admin.Tests.Infrastructure.Persistence;

/// <summary>No SQL Server runs here, so the vendor's parser reads what would be sent to one.</summary>
public sealed class SqlServerScriptTests
{
    private const BindingFlags Everywhere = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void MigrationScript_Parses()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);

        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.NotEmpty(db.Database.GetMigrations());
        AssertParses(script);
    }

    [Fact]
    public void Model_HasNoUniqueIndexOverANullableColumn()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);

        // The providers differ: SQL Server holds two nulls for equal, SQLite does not.
        var offenders = OurEntities(db)
            .SelectMany(e => e.GetIndexes())
            .Where(i => i.IsUnique && i.Properties.Any(p => p.IsNullable))
            .Select(i => i.DisplayName());

        Assert.Empty(offenders);
    }

    [Fact]
    public void Model_ForeignKeysBetweenTenantRows_CarryTheOrganization()
    {
        using var db = new SqlServerDesignTimeFactory().CreateDbContext([]);

        var offenders = OurEntities(db)
            .Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType))
            .SelectMany(e => e.GetForeignKeys())
            .Where(f => typeof(ITenantOwned).IsAssignableFrom(f.PrincipalEntityType.ClrType))
            .Where(f => f.Properties.All(p => p.Name != nameof(ITenantOwned.OrganizationId)))
            .Select(f => f.ToString());

        Assert.Empty(offenders);
    }

    [Fact]
    public void HandWrittenStatements_AllFeatures_Parse()
    {
        var statements = StatementDictionaries().ToList();

        Assert.NotEmpty(statements);
        Assert.All(statements, owner => Assert.NotEmpty(owner.Statements));
        foreach (var (owner, name, sql) in statements.SelectMany(s => s.Statements.Select(one => (s.Owner, one.Key, one.Value))))
            Assert.True(Faults(sql) is [], $"{owner}.{name}: {string.Join("; ", Faults(sql))}");
    }

    [Fact]
    public void HandWrittenStatements_EachConstantOfAnOwner_IsListed()
    {
        // A statement that is left out of its dictionary would never be parsed.
        foreach (var (owner, statements) in StatementDictionaries())
        {
            var constants = owner.GetFields(Everywhere).Where(f => f is { IsLiteral: true } && f.FieldType == typeof(string)).Select(f => (string)f.GetRawConstantValue()!);
            Assert.Empty(constants.Except(statements.Values, StringComparer.Ordinal));
        }
    }

    private static IEnumerable<(Type Owner, IReadOnlyDictionary<string, string> Statements)> StatementDictionaries() =>
        from type in typeof(SqlServerDesignTimeFactory).Assembly.GetTypes()
        from property in type.GetProperties(Everywhere)
        where property.Name == "SqlServerStatements" && property.PropertyType == typeof(IReadOnlyDictionary<string, string>)
        select (type, (IReadOnlyDictionary<string, string>)property.GetValue(null)!);

    private static IEnumerable<IEntityType> OurEntities(DbContext db) =>
        db.GetService<IDesignTimeModel>().Model.GetEntityTypes().Where(e => e.ClrType.Assembly == typeof(AdminDbContext).Assembly);

    private static void AssertParses(string script) => Assert.Empty(Faults(script));

    private static List<string> Faults(string script)
    {
        var parser = new TSql160Parser(initialQuotedIdentifiers: true);
        using var reader = new StringReader(script);
        parser.Parse(reader, out var errors);
        return [.. errors.Select(e => $"{e.Line}:{e.Column} {e.Message}")];
    }
}
