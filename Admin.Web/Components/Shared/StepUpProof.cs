namespace Admin.Web.Components.Shared;

/// <summary>What a person gave to confirm that it is them.</summary>
public sealed record StepUpProof(string? Password, string? Otp)
{
    public override string ToString() => "(not shown)";
}
