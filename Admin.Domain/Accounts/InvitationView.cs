using Admin.Domain.Organizations;

namespace Admin.Domain.Accounts;

/// <summary>An open invitation, as the organization's admins see it.</summary>
public sealed record InvitationView(InvitationId Id, string Email, Role Role, PersonId? InvitedBy, DateTime CreatedAt, DateTime ExpiresAt)
{
    internal static InvitationView Of(Invitation i) => new(i.Id, i.Email, i.Role, i.InvitedBy, i.CreatedAt, i.ExpiresAt);
}

/// <summary>An invitation that was just made.</summary>
/// <param name="Link">The link itself, to be shown once; null when it went out by mail.</param>
public sealed record SentInvitation(InvitationView Invitation, string? Link)
{
    public override string ToString() => $"Invitation {Invitation.Id}";
}

/// <summary>What the holder of an open link may see before accepting.</summary>
public sealed record OpenInvitation(OrganizationId Organization, string OrganizationName, string Email, Role Role, DateTime ExpiresAt);
