namespace Admin.Domain.Accounts;

/// <summary>What a person is in an organization, from least to most. Super admins are not a membership role: see <see cref="Person.IsSuperAdmin"/>.</summary>
public enum Role
{
    Manager,
    Support,
    OrgAdmin,
}
