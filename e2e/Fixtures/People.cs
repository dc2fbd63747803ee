namespace Admin.E2E.Fixtures;

/// <summary>Acme's people in the demo, and the platform's super admin.</summary>
internal static class People
{
    public const string Admin = "admin@acme.test";
    public const string Support = "support@acme.test";
    public const string Manager = "manager@acme.test";
    public const string SuperAdmin = "super@demo.test";
}
