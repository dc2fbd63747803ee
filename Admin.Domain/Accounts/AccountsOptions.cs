namespace Admin.Domain.Accounts;

/// <summary>Section <c>Accounts</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Accounts";

    /// <summary>Whether anybody may register a person and an organization. Unset: only in Development.</summary>
    public bool? AllowRegistration { get; set; }
}
