using System.Data.Common;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Admin.Infrastructure.Messaging.Importing.Persistence;

/// <summary>Imports in sets and by condition. Every statement names the organization, because none of them passes the tenant filter.</summary>
internal sealed class ContactImportSql(AdminDb adminDb) : IContactImportStore
{
    private readonly ImportStatements _sql = adminDb.Provider == DatabaseProvider.Sqlite ? ImportStatements.Sqlite : ImportStatements.SqlServer;

    public async Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime now, DateTime until, CancellationToken ct) =>
        await Rows(db, organization, import)
            .Where(i => (i.State == ContactImportState.Checking || i.State == ContactImportState.Importing) && (i.LeasedUntil == null || i.LeasedUntil <= now))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseOwner, owner).SetProperty(i => i.LeasedUntil, until), ct) == 1;

    public async Task<bool> TryNoteCheckAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportCheckStep step, CancellationToken ct) =>
        await Rows(db, organization, import)
            .Where(i => i.State == ContactImportState.Checking && i.LeaseOwner == owner)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(i => i.Done, step.Done)
                    .SetProperty(i => i.ReadBytes, step.Bytes)
                    .SetProperty(i => i.LeasedUntil, step.Until),
                ct) == 1;

    public async Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportStep step, CancellationToken ct) =>
        await Rows(db, organization, import)
            .Where(i => i.State == ContactImportState.Importing && i.LeaseOwner == owner)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(i => i.Position, step.Position)
                    .SetProperty(i => i.Groups, step.Groups)
                    .SetProperty(i => i.Done, i => i.Done + step.Done)
                    .SetProperty(i => i.Added, i => i.Added + step.Merged.Added)
                    .SetProperty(i => i.Updated, i => i.Updated + step.Merged.Updated)
                    .SetProperty(i => i.Unchanged, i => i.Unchanged + step.Merged.Unchanged)
                    .SetProperty(i => i.LeasedUntil, step.Until),
                ct) == 1;

    public Task ReleaseAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime until, CancellationToken ct) =>
        Rows(db, organization, import)
            .Where(i => i.LeaseOwner == owner)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.LeaseOwner, (Guid?)null).SetProperty(i => i.LeasedUntil, until), ct);

    public async Task<MergedContacts> MergeAsync(AdminDbContext db, OrganizationId organization, ImportBatch batch, CancellationToken ct)
    {
        var phones = batch.Rows.Select(r => r.Phone).ToList();
        var known = await db.Set<Contact>().IgnoreQueryFilters().AsNoTracking()
            .Where(c => c.OrganizationId == organization && EF.Parameter(phones).Contains(c.Phone))
            .ToDictionaryAsync(c => c.Phone, StringComparer.Ordinal, ct);
        var plan = MergePlan.Of(batch, known);
        if (plan.Added.Count > 0)
            await RunAsync(db, _sql.Add, organization, [("@now", batch.Now), ("@rows", ImportJson.Of(plan.Added))], ct);
        if (plan.Changed.Count > 0)
            await RunAsync(db, _sql.Change, organization, [("@now", batch.Now), ("@rows", ImportJson.Of(plan.Changed))], ct);
        if (batch.Consent is { } consent)
            await ConsentAsync(db, organization, batch, consent, plan, ct);
        var everybody = ImportJson.Of(plan.Everybody);
        foreach (var list in batch.Lists)
            await RunAsync(db, _sql.List, organization, [("@list", list.Value), ("@ids", everybody)], ct);
        await TagAsync(db, organization, batch, plan, ct);
        return new MergedContacts(plan.Added.Count, plan.UpdatedCount, batch.Rows.Count - plan.Added.Count - plan.UpdatedCount);
    }

    private async Task ConsentAsync(AdminDbContext db, OrganizationId organization, ImportBatch batch, ImportConsent consent, MergePlan plan, CancellationToken ct)
    {
        if (plan.KnownConsenting.Count > 0)
        {
            var sql = consent.Purpose == ConsentPurpose.Marketing ? _sql.ConsentMarketing : _sql.ConsentUtility;
            await RunAsync(db, sql, organization, [("@at", consent.At), ("@now", batch.Now), ("@ids", ImportJson.Of(plan.KnownConsenting))], ct);
        }

        var consenting = ImportJson.Of([.. plan.KnownConsenting, .. plan.NewConsenting]);
        await RunAsync(
            db,
            _sql.ConsentEntries,
            organization,
            [("@ids", consenting), ("@purpose", SnakeCase.Of(consent.Purpose)), ("@at", consent.At), ("@source", consent.Source), ("@now", batch.Now), ("@actor", batch.ActorId)],
            ct);
    }

    private async Task TagAsync(AdminDbContext db, OrganizationId organization, ImportBatch batch, MergePlan plan, CancellationToken ct)
    {
        if (plan.Tags.Count == 0)
            return;
        var names = plan.Tags.Select(t => t.Key).ToList();
        var known = await db.Set<ContactTag>().IgnoreQueryFilters().AsNoTracking()
            .Where(t => t.OrganizationId == organization && EF.Parameter(names).Contains(t.NormalizedName))
            .ToDictionaryAsync(t => t.NormalizedName, t => t.Id, StringComparer.Ordinal, ct);
        foreach (var (name, tag) in plan.Tags.Where(t => !known.ContainsKey(t.Key)))
        {
            var made = ContactTag.Create(organization, tag.Name, batch.Now);
            db.Add(made);
            known.Add(name, made.Id);
        }

        // A tag is there before what carries it.
        await db.SaveChangesAsync(ct);
        await RunAsync(db, _sql.Tag, organization, [("@rows", ImportJson.Of(plan.Tags.Select(t => (known[t.Key], t.Value.Contacts))))], ct);
    }

    private static IQueryable<ContactImport> Rows(AdminDbContext db, OrganizationId organization, ContactImportId import) =>
        db.Set<ContactImport>().IgnoreQueryFilters().Where(i => i.OrganizationId == organization && i.Id == import);

    private static async Task<int> RunAsync(AdminDbContext db, string sql, OrganizationId organization, (string Name, object Value)[] others, CancellationToken ct)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        object[] parameters = [Parameter(command, "@org", organization.Value), .. others.Select(o => Parameter(command, o.Name, o.Value))];
        return await db.Database.ExecuteSqlRawAsync(sql, parameters, ct);
    }

    private static object Parameter(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        return parameter;
    }
}
