namespace Admin.Domain.SqlConsole.Running;

/// <summary>What a run may ask for, and what it gets when it asks for nothing.</summary>
public static class RunLimits
{
    public const int MinTimeoutSeconds = 1;
    public const int MaxTimeoutSeconds = 300;
    public const int DefaultTimeoutSeconds = 30;
    public const int MaxRows = 10_000;
    public const int DefaultRows = 1_000;
    public const long MaxBytes = 20 * 1024 * 1024;
    public const int MaxParameters = 500;
}
