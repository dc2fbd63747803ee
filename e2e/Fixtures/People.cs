namespace Admin.E2E.Fixtures;

/// <summary>People of the demo: Acme's, the platform's, and Globex's admin.</summary>
internal static class People
{
    public const string Admin = "admin@acme.test";
    public const string Support = "support@acme.test";
    public const string Manager = "manager@acme.test";
    public const string Super = "super@demo.test";
    public const string OtherAdmin = "admin@globex.test";
}
