using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

/// <summary>A new person with a new organization, where registration is open. Answers alike for a known address.</summary>
public sealed class Registration(IAdminDb adminDb, PersonFactory people, AccountMails mails, Lockouts lockouts, RateLimiter limiter, AuditLog audit, TimeProvider time, IOptions<AccountsOptions> options)
{
    private static readonly TenantScope Scope = TenantScope.All("a registration makes an organization that does not exist yet");

    public bool IsOpen => options.Value.AllowRegistration == true;

    public async Task<Result> RegisterAsync(string? email, string? password, string? organizationName, string? address, CultureInfo culture, CancellationToken ct)
    {
        if (!IsOpen)
            return AccountErrors.RegistrationClosed;
        if (RateErrors.Of(await limiter.DecideAsync(RateRequest.Anonymous(address, null, RatePolicyNames.AuthRegister), ct)) is { } limited)
            return limited;
        // The name can be changed later; the contract does not ask for one.
        var person = people.Create(email, NameFrom(email), password);
        var faults = Faults(person.Error, organizationName);
        if (faults is not null)
            return faults;

        if (!await AddAsync(person.Value, organizationName!, address, ct) && mails.AreSent)
            mails.PostAlreadyRegistered(person.Value.Email!, culture);
        return Result.Ok;
    }

    // Of an address that is none, the address alone is the fault.
    private static string NameFrom(string? email)
    {
        var name = email?.Split('@')[0].Trim() is { Length: > 0 } local ? local : "?";
        return name.Length > Person.NameMaxLength ? name[..Person.NameMaxLength] : name;
    }

    private async Task<bool> AddAsync(Person person, string organizationName, string? address, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        try
        {
            await using var write = await db.BeginWriteAsync(ct);
            var isNew = !await db.Users.AnyAsync(p => p.NormalizedEmail == person.NormalizedEmail, ct);
            var slug = await FreeSlugAsync(db, organizationName, ct);
            if (isNew)
                AddNew(db, person, Organization.Create(organizationName, slug, time.GetUtcNow().UtcDateTime));
            await audit.AppendAsync(db, OrganizationId.Platform, Actor.Visitor(address), new AuditAct("account.registered", "address_hash", lockouts.KeyOf(person.Email!), isNew ? AuditOutcome.Done : AuditOutcome.Refused), ct);
            await write.CommitAsync(ct);
            return isNew;
        }
        catch (DbUpdateException) when (db.ChangeTracker.Entries<Person>().Any())
        {
            // Two registrations of one address or slug at once; the other one won.
            await using var again = await adminDb.OpenAsync(TenantScope.Accounts, ct);
            if (await again.Users.AnyAsync(p => p.NormalizedEmail == person.NormalizedEmail, ct))
                return false;
            throw;
        }
    }

    private static async Task<string> FreeSlugAsync(AdminDbContext db, string name, CancellationToken ct)
    {
        var slug = Slugs.Of(name);
        var taken = await db.Set<Organization>().Where(o => o.Slug.StartsWith(slug)).Select(o => o.Slug).ToListAsync(ct);
        return Slugs.FreeAmong(taken.ToHashSet(StringComparer.Ordinal), slug);
    }

    private void AddNew(AdminDbContext db, Person person, Organization organization)
    {
        db.Add(organization);
        db.Add(person);
        db.Add(Membership.Create(organization.Id, person.Id, Role.OrgAdmin, time.GetUtcNow().UtcDateTime));
    }

    private static Error? Faults(Error? person, string? organizationName)
    {
        if (Organization.IsName(organizationName))
            return person;
        return person is null ? AccountErrors.OrganizationNameInvalid : person with { Others = [.. person.Others, AccountErrors.OrganizationNameInvalid] };
    }
}
