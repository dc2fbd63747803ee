namespace Admin.Infrastructure.Hosting;

/// <summary>Tags of health checks.</summary>
public static class HealthTags
{
    /// <summary>Without what this checks nothing works: its failure takes the node out of service. Every other check only names what is degraded.</summary>
    public const string Required = "required";
}
