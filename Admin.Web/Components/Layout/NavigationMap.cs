using System.Reflection;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Components.Layout;

/// <summary>Which entries a person is shown: those whose page exists and which they may open.</summary>
internal static class NavigationMap
{
    private static readonly HashSet<string> Pages = FindPages(typeof(NavigationMap).Assembly);

    public static IReadOnlyList<NavigationEntry> For(PageContext page) => For(page, Pages);

    internal static IReadOnlyList<NavigationEntry> For(PageContext page, IReadOnlySet<string> pages) =>
        [.. NavigationEntry.All.Where(entry => pages.Contains(entry.Url(OrganizationParameter)) && Reaches(page, entry))];

    internal static HashSet<string> FindPages(Assembly assembly) =>
        assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>()).Select(r => r.Template).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private const string OrganizationParameter = "{organization}";

    private static bool Reaches(PageContext page, NavigationEntry entry)
    {
        if (entry.Group == NavigationGroup.Platform)
            return page.IsSuperAdmin && (page.HasSimulator || !entry.NeedsSimulator);
        if (page.Organization is null || page.Grant.Refusal is not null)
            return false;
        return entry.Permission is null || page.May(entry.Permission);
    }
}
