using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Demo;

/// <summary>The people of the demo, all with one password.</summary>
internal sealed class DemoPeople(IPasswordHasher<Person> hasher, PersonFactory factory)
{
    public const string SuperAdmin = "super@demo.test";

    public static readonly IReadOnlyList<(string Email, string Name, string Organization, Role Role)> Members =
    [
        ("admin@acme.test", "Acme admin", "acme", Role.OrgAdmin),
        ("support@acme.test", "Acme support", "acme", Role.Support),
        ("manager@acme.test", "Acme manager", "acme", Role.Manager),
        ("admin@globex.test", "Globex admin", "globex", Role.OrgAdmin),
    ];

    public static IEnumerable<string> Emails => [SuperAdmin, .. Members.Select(m => m.Email)];

    /// <summary>Adds everybody; the caller saves.</summary>
    public void Add(AdminDbContext db, IReadOnlyDictionary<string, Organization> organizations, string password, DateTime now)
    {
        var super = Make(SuperAdmin, "Demo super admin", password, now);
        super.MakeSuperAdmin();
        db.Add(super);
        foreach (var (email, name, organization, role) in Members)
        {
            var person = Make(email, name, password, now);
            db.Add(person);
            db.Add(Membership.Create(organizations[organization].Id, person.Id, role, now));
        }
    }

    /// <summary>Gives everybody the password if they have another one. Their sessions end with a change.</summary>
    public async Task ApplyPasswordAsync(AdminDbContext db, string password, CancellationToken ct)
    {
        var emails = Emails.ToList();
        var everybody = await db.Users.Where(p => emails.Contains(p.Email!)).ToListAsync(ct);
        // Side by side: a hash is made to be slow, and every start waits for these.
        Parallel.ForEach(everybody, new ParallelOptions { CancellationToken = ct }, person =>
        {
            if (!factory.Matches(person, password))
                person.SetPassword(hasher.HashPassword(person, password));
        });
    }

    private Person Make(string email, string name, string password, DateTime now)
    {
        // Not through the factory's password rules: a demo may have any password that its owner sets.
        var person = Person.Create(email, name, now);
        person.NormalizedEmail = person.NormalizedUserName = Domain.Accounts.Emails.Normalize(email);
        person.EmailConfirmed = true;
        person.SetPassword(hasher.HashPassword(person, password));
        return person;
    }
}
