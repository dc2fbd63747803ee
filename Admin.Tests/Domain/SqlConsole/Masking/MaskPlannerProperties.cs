using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Masking;
using FsCheck;
using FsCheck.Fluent;

namespace Admin.Tests.Domain.SqlConsole.Masking;

public sealed class MaskPlannerProperties
{
    private static readonly MaskProfile Profile = MaskProfile.For([new("users", "phone", "Phone numbers are personal data")]);
    private static readonly MaskProfile AnyTable = MaskProfile.For([new(null, "phone", "Phone numbers are personal data")]);

    private static Gen<string> Item => Gen.OneOf(
        Gen.Elements("id", "u.id", "name", "u.name", "phone", "u.phone", "\"phone\"", "[PHONE]", "*", "u.*", "count(*)", "rowid", "u.oid", "p", "x", "'text'", "1"),
        Gen.Elements("upper(phone)", "substr(phone, 1, 3)", "hex(u.phone)", "length(phone)", "phone || name", "max(phone)", "min(name)", "unicode(phone)",
            "coalesce(phone, 'none')", "CASE WHEN phone > 'M' THEN 1 ELSE 0 END", "phone > 'M'", "phone IS NULL", "instr(phone, 'a')", "replace(name, 'u', phone)",
            "group_concat(phone)", "json_array(phone)", "substr('abcdefgh', length(phone))", "quote(phone)", "typeof(phone)", "abs(length(phone) - 9223372036854775807 - 8)"),
        Gen.Elements("(SELECT phone FROM users LIMIT 1)", "(SELECT max(phone) FROM users)", "(SELECT count(*) FROM users WHERE phone > 'M')",
            "EXISTS (SELECT 1 FROM users WHERE phone > 'M')", "(SELECT name FROM users ORDER BY phone LIMIT 1)", "(SELECT length(phone) FROM users) + id",
            "(SELECT * FROM (SELECT phone FROM users))", "EXISTS (SELECT * FROM users WHERE phone = :p)", "row_number() OVER (ORDER BY phone)",
            "first_value(name) OVER (ORDER BY u.phone)", "count(*) FILTER (WHERE phone > 'M')"));

    private static Gen<string> Named =>
        from item in Item
        from alias in Gen.Elements("", "", "", " AS p", " AS phone", " p", " AS x", " AS \"phone\"", " AS name")
        select item.EndsWith('*') ? item : item + alias;

    /// <summary>Most lists are of what is let through, so that what is left to see is looked at often.</summary>
    private static Gen<string> Items => Gen.Frequency(
        (1, Named.NonEmptyListOf().Select(l => string.Join(", ", l.Take(3)))),
        (2, Gen.Elements("phone", "id, phone", "*", "u.*", "u.phone, u.*", "u.*, u.name", "name, upper(phone) AS p", "id, phone AS name", "count(phone), count(*)", "hex(phone), id AS phone", "id, name")));

    private static Gen<string> Condition => Gen.Elements(
        "id = 1", "id > 0", "u.id < 3", "phone = :p", ":p = u.phone", "phone IN (:p, :p)", "phone NOT IN (:p)", "phone > 'M'", "phone LIKE '%e%'", "p LIKE 'A%'", "x > 'M'",
        "length(phone) > 8", "phone IS NULL", "NOT phone = :p", "NOT (phone = :p)", "(phone = :p)", "phone = 'Bonfire'", "phone <> :p", "phone = :p || ''", "upper(phone) = :p",
        "id IN (SELECT length(phone) FROM users)", "'Bonfire' IN (SELECT phone FROM users)", "EXISTS (SELECT 1 FROM users v WHERE v.phone > 'M' AND v.id = 1)",
        "EXISTS (SELECT phone FROM users WHERE phone = :p)", "'M' BETWEEN 'A' AND phone = :p", "id IS NOT phone = :p", "rowid > 1", "(phone, id) > ('M', 1)",
        "'M' < (SELECT phone FROM users WHERE id = 1)", "(SELECT * FROM (SELECT phone FROM users WHERE id = 1)) > 'M'", "name GLOB 'user*'", "phone");

    private static Gen<string> Where =>
        from first in Condition
        from link in Gen.Elements(" AND ", " OR ")
        from second in Condition
        from shape in Gen.Choose(0, 6)
        select shape switch { < 4 => "", 4 or 5 => " WHERE " + first, _ => " WHERE " + first + link + second };

    private static Gen<string> Behind => Gen.OneOf(Gen.Constant(""), Gen.Constant(""), Gen.Elements(
        " ORDER BY id", " ORDER BY u.name, u.id", " ORDER BY phone", " ORDER BY 1", " ORDER BY 2 DESC", " ORDER BY p", " ORDER BY x", " ORDER BY upper(phone)",
        " ORDER BY +2", " ORDER BY (3)", " ORDER BY phone = :p", " GROUP BY name", " GROUP BY 1", " GROUP BY 2", " GROUP BY phone", " GROUP BY city HAVING max(phone) > 'M'",
        " LIMIT 2", " LIMIT (SELECT length(phone) FROM users)", " ORDER BY (SELECT phone FROM users v WHERE v.id = u.id)", " ORDER BY \"phone:1\""));

    private static Gen<string> Source(int depth) => depth == 0
        ? Gen.Elements("users u", "users", "[users] AS u", "'users' u", "users u JOIN orders o ON o.user_id = u.id", "users u, orders o", "users u NATURAL JOIN orders",
            "users u JOIN orders o ON o.note < u.phone", "users u LEFT JOIN users v USING (phone)", "users u, json_each(json_array(phone)) j", "users u, users v")
        : Gen.OneOf(Source(0), Select(depth - 1).Select(s => $"({s}) u"), Select(depth - 1).Select(s => $"({s}) AS u JOIN orders o ON o.user_id = u.id"));

    private static Gen<string> Select(int depth) =>
        from distinct in Gen.Elements("", "", "", "", "", "", "DISTINCT ")
        from items in Items
        from source in Source(depth)
        from condition in Where
        from behind in Behind
        select $"SELECT {distinct}{items} FROM {source}{condition}{behind}";

    /// <summary>A statement that is let through but for at most one part, so that the part is what decides.</summary>
    private static Gen<string> NearlyAllowed =>
        from risky in Gen.Choose(0, 3)
        from items in risky == 1 ? Named : Gen.Elements("u.phone", "u.id, u.phone", "u.*", "u.phone, u.*, u.id", "u.*, u.name AS x", "u.name, upper(u.phone) AS p", "u.id, u.phone AS name",
            "hex(u.phone), u.id AS phone", "u.id, (SELECT phone FROM users LIMIT 1) AS x", "u.name || u.phone, count(*)")
        from source in Gen.Elements("users u", "[users] AS u", "'users' u", "users u LEFT JOIN orders o ON o.user_id = u.id", "(SELECT * FROM users) u", "(SELECT id, phone, name FROM users) u",
            "(SELECT users.*, total FROM users, orders) u", "(SELECT id, phone, name FROM users UNION ALL SELECT id, phone, city FROM users) u")
        from condition in risky == 2 ? Condition : Gen.Elements("u.id > 0", "u.id = 2", "u.phone = :p OR u.id < 3", "u.name LIKE 'user%'", "u.id IN (SELECT user_id FROM orders)")
        from behind in risky == 3 ? Behind : Gen.Elements("", " ORDER BY u.id DESC", " GROUP BY u.name", " LIMIT 2", " ORDER BY u.name, u.id LIMIT 1 OFFSET 1")
        from common in Gen.Elements(true, false, false)
        select common ? $"WITH v AS (SELECT u.* FROM {source}) SELECT {items} FROM v AS u WHERE {condition}{behind}" : $"SELECT {items} FROM {source} WHERE {condition}{behind}";

    private static Gen<string> Statement => Gen.Frequency((1, NearlyAllowed), (1, AnyShape));

    private static Gen<string> AnyShape => Gen.OneOf(
        Select(2),
        Select(2),
        Select(1),
        from inner in Select(1)
        from columns in Gen.Elements("", "", "(x, p)", "(id, name, p)", "(a, b, c, d)")
        from outer in Items
        from behind in Behind
        select $"WITH u{columns} AS ({inner}) SELECT {outer} FROM u{behind}",
        from one in Select(0)
        from two in Select(0)
        from link in Gen.Elements("UNION ALL", "UNION ALL", "UNION", "EXCEPT", "INTERSECT")
        select $"{one} {link} {two}",
        from one in Select(0)
        from two in Select(0)
        from outer in Items
        from link in Gen.Elements("UNION ALL", "UNION")
        select $"SELECT {outer} FROM ({one} {link} {two}) u",
        from value in Gen.Elements("'M'", "(SELECT phone FROM users LIMIT 1)", "1")
        select $"VALUES ({value}, 2)");

    private static Gen<string> Harmless =>
        from items in Gen.Elements("o.id", "u.id, u.name", "upper(u.name) AS n", "count(*)", "o.*", "u.city || 'phone'", "o.total * 2, o.note AS x", "CASE WHEN o.total > 5 THEN 'a' ELSE 'b' END",
            "row_number() OVER (ORDER BY o.total)", "(SELECT max(total) FROM orders)", "sum(o.total) FILTER (WHERE u.id > 1)")
        from distinct in Gen.Elements("", "DISTINCT ")
        from source in Gen.Elements("users u JOIN orders o ON o.user_id = u.id", "orders o LEFT JOIN users AS u ON u.id = o.user_id AND u.name = 'x'",
            "(SELECT id, name, city FROM users) u, orders o", "(SELECT id AS i, total, note, user_id AS id FROM orders) o, users u")
        from condition in Gen.Elements("", " WHERE o.id > 1", " WHERE u.name LIKE 'phone%' AND o.id BETWEEN 1 AND 5", " WHERE o.id IN (SELECT id FROM orders) OR u.id IS NULL")
        from behind in Gen.Elements("", " ORDER BY o.id DESC", " GROUP BY o.id, u.name HAVING count(*) > 0", " LIMIT 3")
        select $"SELECT {(items.Contains('*', StringComparison.Ordinal) ? "" : distinct)}{items} FROM {source}{condition}{behind}";

    /// <summary>
    /// No statement that is let through shows anything that depends on a hidden value: not its cells, not the number or the
    /// order of the rows, not whether it fails. Counts keep the property from holding because nothing ran.
    /// </summary>
    [Fact]
    public void Plan_AnySelect_ShowsNothingThatDependsOnHiddenValues()
    {
        using var databases = new TwinDatabases();
        var (refused, failed, hidden, shown) = (0, 0, 0, 0);
        foreach (var profile in new[] { Profile, AnyTable })
        {
            Run(6_000, Statement, text =>
            {
                var plan = MaskPlanner.Plan(EngineKind.Sqlite, text, profile);
                if (plan.Failed)
                    refused++;
                else if (databases.Shown(text, plan.Value) is not { } rows)
                    failed++;
                else if (rows.Contains("***", StringComparison.Ordinal))
                    hidden++;
                else
                    shown++;
                return true;
            });
        }

        Assert.True(refused > 1_000 && hidden > 1_000 && shown > 300, $"refused {refused}, failed {failed}, hidden {hidden}, shown {shown}");
    }

    [Fact]
    public void Plan_HarmlessSelect_ShowsEverything()
    {
        using var databases = new TwinDatabases();
        Run(1_000, Harmless, text =>
        {
            var plan = MaskPlanner.Plan(EngineKind.Sqlite, text, Profile);
            return !plan.Failed && databases.Shown(text, plan.Value)?.Contains("***", StringComparison.Ordinal) != true;
        });
    }

    [Fact]
    public void Plan_AnyText_NeverThrows() =>
        Run(2_000, ArbMap.Default.GeneratorFor<string>(), text => Decides(text));

    [Fact]
    public void Plan_AnyPiecesOfSyntax_NeverThrow() =>
        Run(5_000, Gen.Elements("SELECT", " ", "(", ")", "'", "\"", "[", "]", "{", "}", "WITH", "AS", ",", "phone", "users", "u", ".", "*", "FROM", "WHERE", "=", ":p", "@p", "?", "IN", "NOT",
                "UNION", "ALL", "ORDER BY", "GROUP BY", "1", "TABLE", "VALUES", "EXISTS", "JOIN", "ON", "USING", "UPDATE", "SET", "INSERT", "INTO", "RETURNING", "OUTPUT", "MERGE", "WHEN",
                "EXPLAIN", "SHOW", "TOP", "DISTINCT", "BETWEEN", "AND", "CASE", "END", "::", "\ud800", "db.users.find(", "$expr", ":", "LATERAL", "LIMIT").ListOf().Select(p => string.Join(' ', p)),
            text => Decides(text));

    private static bool Decides(string text) =>
        Enum.GetValues<EngineKind>().All(e => MaskPlanner.Plan(e, text, AnyTable) is { Failed: true } or { Value: not null });

    private static void Run(int tests, Gen<string> texts, Func<string, bool> holds) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(texts.ToArbitrary(), holds));
}
