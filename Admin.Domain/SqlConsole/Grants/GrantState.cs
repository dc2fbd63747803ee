namespace Admin.Domain.SqlConsole.Grants;

/// <summary>Where a grant stands. Whether an active one has ended by itself, its end says.</summary>
public enum GrantState
{
    /// <summary>Asked for, not decided.</summary>
    Requested,
    Active,
    Declined,
    Revoked,
}
