using System.Reflection;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Tests.Tenancy;

/// <summary>Every public method of the domain that acts for somebody, found by its first parameter.</summary>
internal static class ServiceMethods
{
    /// <summary>They answer whether the actor may, for all the others.</summary>
    private static readonly Type[] Judges = [typeof(Access), typeof(AccessReader)];

    public static IReadOnlyList<MethodInfo> All { get; } =
        [.. typeof(AdminDbContext).Assembly.GetExportedTypes()
            .Where(t => t is { IsClass: true, IsAbstract: false } && !Judges.Contains(t))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Actor) && m.ReturnType.IsAssignableTo(typeof(Task)))];

    public static string NameOf(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Skip(1).Select(p => p.ParameterType.Name))})";

    public static MethodInfo Find(string name) => All.Single(m => NameOf(m) == name);
}
