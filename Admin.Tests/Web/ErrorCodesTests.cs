using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.Guard;
using Admin.Domain.SqlConsole.Masking;
using Admin.Tests.Support;
using Admin.Web.Features.Shared;

namespace Admin.Tests.Web;

/// <summary>
/// Every code that an error is made with has a Portuguese text, and every value that the text names is handed over. Codes are
/// read from the sources, so that a new one fails here by its name.
/// </summary>
public sealed partial class ErrorCodesTests
{
    /// <summary>Codes that are put together or come from elsewhere, by how the source writes them.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> Composed = new(StringComparer.Ordinal)
    {
        ["$\"{field}_too_long\""] = ["name_too_long", "database_too_long", "user_name_too_long", "authentication_database_too_long"],
        ["$\"{field}_required\""] = ["name_required", "database_required", "engine_required", "host_required", "user_name_required"],
        ["Code"] = [MaskErrors.Code],
        ["verdict.Code"] = [.. GuardCodes.All.Where(c => c != GuardCodes.Ok)],
        ["RateLimitedCode"] = [RateErrors.RateLimitedCode],
        // The upload's own answer, whose code some endpoint made.
        ["code"] = [],
    };

    public static TheoryData<string> Codes => [.. Found().Order(StringComparer.Ordinal)];

    public static TheoryData<string> Errors => [.. Made().Select(e => e.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Codes_InTheSources_AreFound() => Assert.True(Found().Count > 170, "The search for error codes finds too few; did their form change?");

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_InPortuguese_HasAText(string code) =>
        Assert.True(Portuguese().Any(t => t.GetString(code) is { Length: > 0 }), $"Add a text for {code} to an *ErrorTexts.pt-BR.resx.");

    [Theory]
    [MemberData(nameof(Codes))]
    public void Code_InPortuguese_HasOneTextOnly(string code) =>
        Assert.Equal(1, Portuguese().Count(t => t.GetString(code) is { Length: > 0 }));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Error_InPortuguese_IsSaidWithItsValues(string name)
    {
        using var here = new InCulture("pt-BR");
        var error = Made().Single(e => e.Name == name).Make();

        // A text that names a value which the error does not carry would throw.
        Assert.NotEqual(error.Message, new ErrorWords(Localizers.Factory).Say(error));
    }

    [Fact]
    public void GuardRefusals_InPortuguese_AreSaidWithTheirValues()
    {
        using var here = new InCulture("pt-BR");

        Assert.All(GuardCodes.All.Where(c => c != GuardCodes.Ok), code =>
        {
            var error = SqlConsoleErrors.Blocked(new Verdict(VerdictKind.Block, QueryType.Select, code, "In English.", 3, "dblink"));
            Assert.NotEqual(error.Message, new ErrorWords(Localizers.Factory).Say(error));
        });
    }

    private static HashSet<string> Found()
    {
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Sources())
        {
            foreach (var made in Making().Matches(File.ReadAllText(file)).Where(m => !m.Groups["message"].Value.StartsWith("Loc[", StringComparison.Ordinal)))
            {
                var code = made.Groups["code"].Value;
                if (Literal().Match(code) is { Success: true } literal)
                    codes.Add(literal.Groups["text"].Value);
                else
                    codes.UnionWith(Composed.GetValueOrDefault(code) ?? throw new InvalidOperationException($"{Path.GetFileName(file)} makes an error with the code {code}: say in {nameof(Composed)} what that can be."));
            }
        }

        return codes;
    }

    private static IEnumerable<string> Sources() => new[] { "Admin.Domain", "Admin.Infrastructure", "Admin.Web" }
        .SelectMany(project => Directory.EnumerateFiles(Path.Combine(Solution.Path, project), "*.*", SearchOption.AllDirectories))
        .Where(f => Path.GetExtension(f) is ".cs" or ".razor")
        .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin") && Path.GetFileName(f) != "Error.cs");

    private static IEnumerable<ResourceSet> Portuguese() => typeof(ErrorWords).Assembly.GetTypes()
        .Where(t => t.Name.EndsWith(nameof(ErrorTexts), StringComparison.Ordinal))
        .Select(t => new ResourceManager(t).GetResourceSet(CultureInfo.GetCultureInfo("pt-BR"), createIfNotExists: true, tryParents: false)!);

    /// <summary>Every error that an *Errors class offers, made with some values.</summary>
    private static IEnumerable<(string Name, Func<Error> Make)> Made()
    {
        var classes = new[] { typeof(Error).Assembly, typeof(ErrorWords).Assembly }.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: true, IsSealed: true } && t.Name.EndsWith("Errors", StringComparison.Ordinal));
        foreach (var type in classes)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Static).Where(p => p.PropertyType == typeof(Error)))
                yield return ($"{type.Name}.{property.Name}", () => (Error)property.GetValue(null)!);
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m is { ReturnType: var made, IsSpecialName: false } && made == typeof(Error) && m.GetParameters().All(p => p.ParameterType != typeof(Verdict))))
                yield return ($"{type.Name}.{method.Name}", () => (Error)method.Invoke(null, [.. method.GetParameters().Select(p => Some(p.ParameterType))])!);
        }
    }

    private static object Some(Type type)
    {
        if (type == typeof(string))
            return "something";
        if (type == typeof(Number))
            return Number.Create(OrganizationId.New(), "100000000000001", "something", "Acme", SecretId.New(), 80, DateTime.UnixEpoch);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Some(underlying);
        if (type.IsPrimitive || type.IsEnum)
            return type.IsEnum ? Enum.GetValues(type).GetValue(0)! : Convert.ChangeType(7, type, CultureInfo.InvariantCulture);
        if (type.IsGenericType && type.GetGenericArguments() is [var item])
        {
            var some = Array.CreateInstance(item, 1);
            some.SetValue(Some(item), 0);
            return some;
        }

        var constructor = type.GetConstructors().First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Some(p.ParameterType))]);
    }

    [GeneratedRegex(@"(?:\bError\.(?:Invalid|NotFound|Conflict|Forbidden|Refused|Unavailable)\s*\(|\bnew(?:\s+Error)?\s*\(\s*ErrorKind\.\w+\s*,)\s*(?<code>\$?""[^""]*""|[\w.]+)\s*,\s*(?<message>\S{4})", RegexOptions.ExplicitCapture)]
    private static partial Regex Making();

    [GeneratedRegex(@"^""(?<text>[a-z][a-z0-9_]*)""$")]
    private static partial Regex Literal();
}
