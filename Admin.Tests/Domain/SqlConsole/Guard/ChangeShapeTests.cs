using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Infrastructure.SqlConsole.SqlServer;

namespace Admin.Tests.Domain.SqlConsole.Guard;

/// <summary>What a plain change touches, and which parameters a statement has.</summary>
public sealed class ChangeShapeTests
{
    private static readonly StatementGuard Guard = new(new ScriptDomParser());

    [Theory]
    [InlineData(EngineKind.Postgresql, "UPDATE public.users AS u SET name = 'x', u.n = n + 1 WHERE u.id = (SELECT 1) AND true -- x", "public.users", "u", "u.id = (SELECT 1) AND true", "name='x';u.n=n + 1")]
    [InlineData(EngineKind.Postgresql, "delete from users where (id = $1) returning *;", "users", null, "(id = $1)", "")]
    [InlineData(EngineKind.Postgresql, "DELETE FROM \"Users\" u WHERE name LIKE '%'", "\"Users\"", "u", "name LIKE '%'", "")]
    [InlineData(EngineKind.Postgresql, "UPDATE t SET (a, b) = (1, 2) WHERE id = 1", "t", null, "id = 1", "")]
    [InlineData(EngineKind.Mysql, "UPDATE `shop`.`users` SET name = ':x' WHERE id = :id", "`shop`.`users`", null, "id = :id", "name=':x'")]
    [InlineData(EngineKind.Mysql, "DELETE FROM users WHERE id = ?", "users", null, "id = ?", "")]
    [InlineData(EngineKind.Sqlserver, "UPDATE [dbo].[users] SET [a] = 1 WHERE [id] = @id;", "[dbo].[users]", null, "[id] = @id", "[a]=1")]
    [InlineData(EngineKind.Sqlserver, "DELETE FROM users WHERE id IN (1, 2)", "users", null, "id IN (1, 2)", "")]
    [InlineData(EngineKind.Sqlite, "UPDATE users SET a = max(1, 2), b = NULL WHERE id = 1", "users", null, "id = 1", "a=max(1, 2);b=NULL")]
    [InlineData(EngineKind.Sqlite, "DELETE FROM main.users AS u WHERE u.id = 1", "main.users", "u", "u.id = 1", "")]
    public void Change_OfAPlainStatement_HasItsParts(EngineKind engine, string statement, string target, string? alias, string where, string assignments)
    {
        var change = Guard.Check(engine, statement, AccessMode.Write).Change!;

        Assert.Equal((target, alias, where), (change.Target.Of(statement), change.Alias?.Of(statement), change.Where.Of(statement)));
        Assert.Equal(assignments, string.Join(';', change.Assignments.Select(a => $"{a.Column.Of(statement)}={a.Value.Of(statement)}")));
    }

    [Theory]
    [InlineData(EngineKind.Postgresql, "UPDATE users SET a = 1 FROM o WHERE o.id = users.id")]
    [InlineData(EngineKind.Postgresql, "DELETE FROM users USING o WHERE o.id = users.id")]
    [InlineData(EngineKind.Postgresql, "UPDATE ONLY users SET a = 1 WHERE id = 1")]
    [InlineData(EngineKind.Postgresql, "WITH x AS (SELECT 1) DELETE FROM users WHERE id = 1")]
    [InlineData(EngineKind.Postgresql, "INSERT INTO users VALUES (1)")]
    [InlineData(EngineKind.Mysql, "DELETE FROM users WHERE id = 1 LIMIT 1")]
    [InlineData(EngineKind.Mysql, "UPDATE users u JOIN o ON o.id = u.id SET u.a = 1 WHERE u.id = 1")]
    [InlineData(EngineKind.Mysql, "UPDATE users, o SET a = 1 WHERE users.id = o.id")]
    [InlineData(EngineKind.Mysql, "DELETE u FROM users u JOIN o ON o.id = u.id WHERE u.id = 1")]
    [InlineData(EngineKind.Sqlserver, "UPDATE TOP (1) users SET a = 1 WHERE id = 1")]
    [InlineData(EngineKind.Sqlserver, "UPDATE users SET a = 1 OUTPUT inserted.id WHERE id = 1")]
    [InlineData(EngineKind.Sqlserver, "DELETE users WHERE id = 1")]
    [InlineData(EngineKind.Sqlserver, "UPDATE users WITH (NOLOCK) SET a = 1 WHERE id = 1")]
    [InlineData(EngineKind.Sqlite, "UPDATE OR IGNORE users SET a = 1 WHERE id = 1")]
    [InlineData(EngineKind.Sqlite, "DELETE FROM users INDEXED BY i WHERE id = 1")]
    public void Change_OfAnotherForm_IsNull(EngineKind engine, string statement)
    {
        var verdict = Guard.Check(engine, statement, AccessMode.Write);

        Assert.False(verdict.Blocked, verdict.Code);
        Assert.Null(verdict.Change);
    }

    [Theory]
    [InlineData(EngineKind.Postgresql, "SELECT :a, :b::int, x[1:2], x[1:n], x[:i], '$3', $1, $tag$ :no $tag$ FROM t WHERE y @> z -- :no", ":a@7 :b@11 :i@38 $1@49")]
    [InlineData(EngineKind.Mysql, "SELECT :a, ?, @v, @@version, ':no' # :no", ":a@7 ?@11")]
    [InlineData(EngineKind.Sqlserver, "SELECT @a, @@VERSION, @a, '@no', [@no] FROM t", "@a@7 @a@22")]
    [InlineData(EngineKind.Sqlite, "SELECT :a, @b, $c, ?, ?2, :1, [?]", ":a@7 @b@11 $c@15 ?@19 ?2@22 :1@26")]
    public void Parameters_OfAStatement_AreThoseOfTheDialect(EngineKind engine, string statement, string expected)
    {
        var parameters = Guard.Check(engine, statement, AccessMode.ReadOnly).Parameters;

        Assert.Equal(expected, string.Join(' ', parameters.Select(p => $"{p.Sign}{p.Name}@{p.Position}")));
    }

    [Fact]
    public void Parameters_OfARefusedStatement_AreEmpty() => Assert.Empty(Guard.Check(EngineKind.Postgresql, "DELETE FROM t WHERE :a", AccessMode.Write).Parameters);
}
