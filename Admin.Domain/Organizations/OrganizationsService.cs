using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Messaging;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Organizations;

/// <summary>
/// Organizations: super admins list, create, suspend and resume them without entering; an organization's own admins name it and
/// decide whether it requires a second factor.
/// </summary>
public sealed class OrganizationsService(IAdminDb adminDb, Access access, AuditLog audit, AccessNotes notes, Invitations invitations, TimeProvider time)
{
    private static readonly TenantScope Platform = TenantScope.All("super admins administer every organization, not what is in it");

    public async Task<Result<Page<OrganizationView>>> ListAsync(Actor actor, OrganizationFilter filter, PageRequest page, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused.Error!;

        await using var db = await adminDb.OpenAsync(Platform, ct);
        var rows = db.Set<Organization>().AsNoTracking();
        if (filter.Suspended is { } suspended)
            rows = rows.Where(o => o.SuspendedAt != null == suspended);
        if (filter.Text?.Trim() is { Length: > 0 } text)
        {
            var pattern = LikePattern.Containing(text);
            rows = rows.Where(o => EF.Functions.Like(o.Name, pattern, LikePattern.Escape) || EF.Functions.Like(o.Slug, pattern, LikePattern.Escape));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderBy(o => o.Name).ThenBy(o => o.Slug).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<OrganizationView>(items.ConvertAll(OrganizationView.Of), total, page.Number, page.Size);
    }

    public async Task<Result<OrganizationView>> GetAsync(Actor actor, OrganizationId id, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused.Error!;

        await using var db = await adminDb.OpenAsync(Platform, ct);
        return await db.Set<Organization>().AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, ct) is { } found ? OrganizationView.Of(found) : OrganizationErrors.NotFound;
    }

    /// <summary>Makes an organization and invites its first admin.</summary>
    public async Task<Result<CreatedOrganization>> CreateAsync(Actor actor, string? name, string? adminEmail, CancellationToken ct)
    {
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused.Error!;
        List<Error> faults = [];
        if (!Organization.IsName(name))
            faults.Add(OrganizationErrors.NameInvalid);
        if (!Emails.TryParse(adminEmail, out var address))
            faults.Add(InvitationErrors.EmailInvalid with { Field = "admin_email" });
        if (Error.Join(faults) is { } invalid)
            return invalid;

        await using var db = await adminDb.OpenAsync(Platform, ct);
        Organization organization;
        NewInvitation invitation;
        await using (var write = await db.BeginWriteAsync(ct))
        {
            organization = Organization.Create(name!, await FreeSlugAsync(db, name!, ct), time.GetUtcNow().UtcDateTime);
            db.Add(organization);
            await AppendAsync(db, actor, organization, "organization.created", null, ct);
            invitation = await invitations.AddAsync(db, organization.Id, address!, Role.OrgAdmin, actor, ct);
            await write.CommitAsync(ct);
        }

        return new CreatedOrganization(OrganizationView.Of(organization), invitations.Send(invitation, organization.Name));
    }

    /// <summary>Keeps everybody of the organization out until it is resumed. Needs step-up and a reason.</summary>
    public Task<Result<OrganizationView>> SuspendAsync(Actor actor, OrganizationId id, string? reason, CancellationToken ct) =>
        SwitchAsync(actor, id, reason, "organization.suspended", o => o.Suspend(time.GetUtcNow().UtcDateTime), ct);

    /// <summary>Lets everybody in again. Needs step-up and a reason.</summary>
    public Task<Result<OrganizationView>> ResumeAsync(Actor actor, OrganizationId id, string? reason, CancellationToken ct) =>
        SwitchAsync(actor, id, reason, "organization.resumed", o => o.Resume(), ct);

    /// <summary>The actor's own organization.</summary>
    public async Task<Result<OrganizationView>> GetOwnAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Organization.Read, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return OrganizationView.Of(await db.Set<Organization>().AsNoTracking().FirstAsync(o => o.Id == allowed.Value, ct));
    }

    public async Task<Result<OrganizationView>> ChangeOwnAsync(Actor actor, OrganizationChange change, Guid? ifMatch, CancellationToken ct)
    {
        if (change.Name is not null && !Organization.IsName(change.Name))
            return OrganizationErrors.NameInvalid;
        var words = change.OptOutKeywords is { } given ? OptOutWords.Read(given) : (Result<OptOutWords>?)null;
        if (words is { Failed: true } unusable)
            return unusable.Error!;
        var allowed = await access.RequireAsync(actor, Permissions.Organization.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;

        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var organization = await db.Set<Organization>().FirstAsync(o => o.Id == allowed.Value, ct);
        if (OrganizationErrors.StampFault(ifMatch, organization.Stamp) is { } stale)
            return stale;
        if (change.RequiresSecondFactor == true && !await HasSecondFactorAsync(db, actor, ct))
            return OrganizationErrors.SecondFactorFirst;
        if (change.Name is { } name)
            organization.Rename(name);
        if (change.RequiresSecondFactor is { } required)
            organization.RequireSecondFactor(required);
        if (words is { } wanted)
            organization.OptOutBy(wanted.Value);
        await audit.AppendAsync(db, actor, new AuditAct("organization.changed", "organization", organization.Id.ToString(), Details: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["requires_second_factor"] = organization.RequiresSecondFactor ? "true" : "false",
            ["renamed"] = change.Name is null ? "false" : "true",
            ["opt_out_keywords_changed"] = words is null ? "false" : "true",
        }), ct);
        await write.CommitAsync(ct);
        access.ForgetAll();
        notes.EverybodyChanged();
        return OrganizationView.Of(organization);
    }

    private async Task<Result<OrganizationView>> SwitchAsync(Actor actor, OrganizationId id, string? reason, string action, Func<Organization, Result> change, CancellationToken ct)
    {
        if (!Reasons.TryRead(reason, out var why))
            return OrganizationErrors.ReasonInvalid;
        if (await access.RequirePlatformAsync(actor, Permissions.Platform.Organizations, ct) is { Failed: true } refused)
            return refused.Error!;
        if (await access.RequireConfirmationAsync(actor, ct) is { Failed: true } unconfirmed)
            return unconfirmed.Error!;

        await using var db = await adminDb.OpenAsync(Platform, ct);
        await using var write = await db.BeginWriteAsync(ct);
        if (await db.Set<Organization>().FirstOrDefaultAsync(o => o.Id == id, ct) is not { } organization)
            return OrganizationErrors.NotFound;
        if (change(organization) is { Failed: true } impossible)
            return impossible.Error!;
        await AppendAsync(db, actor, organization, action, why, ct);
        await write.CommitAsync(ct);
        access.ForgetAll();
        notes.EverybodyChanged();
        return OrganizationView.Of(organization);
    }

    // Into both chains: the platform's, whose act it is, and the organization's, whom it befalls.
    private async Task AppendAsync(AdminDbContext db, Actor actor, Organization organization, string action, string? reason, CancellationToken ct)
    {
        var act = new AuditAct(action, "organization", organization.Id.ToString(), Reason: reason);
        await audit.AppendAsync(db, OrganizationId.Platform, actor, act, ct);
        await audit.AppendAsync(db, organization.Id, actor, act, ct);
    }

    private static async Task<string> FreeSlugAsync(AdminDbContext db, string name, CancellationToken ct)
    {
        var slug = Slugs.Of(name);
        var taken = await db.Set<Organization>().Where(o => o.Slug.StartsWith(slug)).Select(o => o.Slug).ToListAsync(ct);
        return Slugs.FreeAmong(taken.ToHashSet(StringComparer.Ordinal), slug);
    }

    private static async Task<bool> HasSecondFactorAsync(AdminDbContext db, Actor actor, CancellationToken ct) =>
        actor.Person is not { } person || await db.Users.AnyAsync(p => p.Id == person && p.TwoFactorEnabled, ct);
}
