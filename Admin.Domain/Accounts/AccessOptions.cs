namespace Admin.Domain.Accounts;

/// <summary>Set by the composition root, not by configuration: the demo has accounts without a second factor.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether a super admin must have a second factor before anything is allowed.</summary>
    public bool SuperAdminsNeedSecondFactor { get; set; } = true;
}
