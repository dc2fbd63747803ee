using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData;

/// <summary>
/// Everything that is kept of one person, from one desk: find it, hand it out, erase it. The audit keeps the mark and counts, never
/// the phone.
/// </summary>
public sealed class PersonDesk(IAdminDb adminDb, Access access, AuditLog audit, IPhoneNumbers phones, PersonSeal seal, ErasureRunner runner, IEnumerable<IPersonPlace> places, TimeProvider time)
{
    private readonly IReadOnlyList<IPersonPlace> _places = [.. places];

    /// <summary>Where something is kept of a phone, and how much.</summary>
    public async Task<Result<PersonFound>> FindAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var sought = await SeekAsync(actor, phone, ct);
        if (sought.Failed)
            return sought.Error;
        var person = sought.Value;
        var found = new List<PlaceFound>();
        foreach (var place in _places)
        {
            var kept = await place.ReadAsync(person, ct);
            if (kept.Count > 0)
                found.Add(new PlaceFound(place.Name, kept.Count));
        }

        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var erased = await db.Set<Erasure>().Where(e => e.Mark == person.Mark && e.DoneAt != null).OrderByDescending(e => e.RequestedAt).Select(e => e.DoneAt).FirstOrDefaultAsync(ct);
        return new PersonFound(person.Phone, found, erased);
    }

    /// <summary>All of it, to be handed to the person. Needs a fresh confirmation and a reason; both are audited before anything leaves.</summary>
    public async Task<Result<PersonExport>> ExportAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var sought = await SeekAsync(actor, phone, ct);
        if (sought.Failed)
            return sought.Error;
        if (await ConfirmedAsync(actor, ct) is { } refused)
            return refused;
        var person = sought.Value;
        var export = new Dictionary<string, IReadOnlyList<object>>(StringComparer.Ordinal);
        foreach (var place in _places)
        {
            var kept = await place.ReadAsync(person, ct);
            if (kept.Count > 0)
                export[place.Name] = kept;
        }

        if (export.Count == 0)
            return PersonalDataErrors.NothingKept;
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        await audit.AppendAsync(db, actor, Act("person.exported", person.Mark, export.Values.Sum(p => p.Count)), ct);
        await write.CommitAsync(ct);
        return new PersonExport(person.Phone, time.GetUtcNow().UtcDateTime, export);
    }

    /// <summary>
    /// Takes the person out of every place, now; what has to wait is done by itself as soon as it can be. Pressed twice it goes on with
    /// the same erasure. Needs a fresh confirmation and a reason.
    /// </summary>
    public async Task<Result<ErasureView>> EraseAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var sought = await SeekAsync(actor, phone, ct);
        if (sought.Failed)
            return sought.Error;
        if (await ConfirmedAsync(actor, ct) is { } refused)
            return refused;
        var id = await RequestAsync(actor, sought.Value, ct);
        // Whoever asked may leave; what was begun is ended.
        var erasure = await runner.RunAsync(sought.Value.Organization, id, CancellationToken.None);
        return ErasureView.Of(erasure);
    }

    /// <summary>Erasures, latest first.</summary>
    public async Task<Result<Page<ErasureView>>> ListAsync(Actor actor, PageRequest page, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.PersonalData.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        var rows = db.Set<Erasure>().AsNoTracking();
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(e => e.RequestedAt).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<ErasureView>(items.ConvertAll(ErasureView.Of), total, page.Number, page.Size);
    }

    private async Task<ErasureId> RequestAsync(Actor actor, PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var open = await db.Set<Erasure>().Where(e => e.Mark == person.Mark && e.DoneAt == null).Select(e => (ErasureId?)e.Id).FirstOrDefaultAsync(ct);
        if (open is { } id)
            return id;
        var erasure = Erasure.Create(person.Organization, person.Mark, person.Phone, await PersonNames.OfAsync(db, person.Phone, ct), actor.Person, time.GetUtcNow().UtcDateTime);
        db.Add(erasure);
        await audit.AppendAsync(db, actor, Act("person.erasure_requested", person.Mark, count: null), ct);
        await write.CommitAsync(ct);
        return erasure.Id;
    }

    private async Task<Result<PersonSought>> SeekAsync(Actor actor, string? phone, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.PersonalData.Manage, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        return await phones.ReadAsync(db, allowed.Value, phone, ct) is { } normalized
            ? new PersonSought(allowed.Value, normalized, await PersonNames.OfAsync(db, normalized, ct), seal)
            : OptOutErrors.PhoneInvalid;
    }

    private async Task<Error?> ConfirmedAsync(Actor actor, CancellationToken ct) =>
        string.IsNullOrWhiteSpace(actor.Reason) ? AccessErrors.ReasonRequired : (await access.RequireConfirmationAsync(actor, ct)).Error;

    private static AuditAct Act(string action, string mark, int? count) => new(
        action,
        "person",
        mark,
        Details: count is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["rows"] = count.Value.ToString(CultureInfo.InvariantCulture) });
}
