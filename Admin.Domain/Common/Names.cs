namespace Admin.Domain.Common;

/// <summary>Names are unique without regard to case and outer white space; the providers' own collations differ, so it is stored.</summary>
public static class Names
{
    public static string Normalize(string name) => name.Trim().ToLowerInvariant();
}
