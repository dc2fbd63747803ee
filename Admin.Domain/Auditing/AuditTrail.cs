using System.Runtime.CompilerServices;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Auditing;

/// <summary>Reads the audit: lists, exports, and proves that nobody changed it.</summary>
public sealed class AuditTrail(IAdminDb adminDb, Access access, AuditLog audit, IAuditSeal seal)
{
    private const int Batch = 500;

    /// <summary>Newest first.</summary>
    public async Task<Result<Page<AuditView>>> ListAsync(Actor actor, AuditBook book, AuditFilter filter, PageRequest page, CancellationToken ct)
    {
        if (filter.To < filter.From)
            return AuditErrors.RangeInvalid;
        var chain = await ChainAsync(actor, book, ct);
        if (chain.Failed)
            return chain.Error;

        await using var db = await OpenAsync(chain.Value, ct);
        var rows = Filtered(db, chain.Value, filter);
        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(e => e.Sequence).Skip(page.Skip).Take(page.Size).ToListAsync(ct);
        return new Page<AuditView>(await ViewAsync(db, items, ct), total, page.Number, page.Size);
    }

    public async Task<Result<AuditView>> GetAsync(Actor actor, AuditBook book, long sequence, CancellationToken ct)
    {
        var chain = await ChainAsync(actor, book, ct);
        if (chain.Failed)
            return chain.Error;

        await using var db = await OpenAsync(chain.Value, ct);
        var entry = await Chain(db, chain.Value).FirstOrDefaultAsync(e => e.Sequence == sequence, ct);
        return entry is null ? AuditErrors.NotFound : (await ViewAsync(db, [entry], ct))[0];
    }

    /// <summary>
    /// All entries that match, oldest first, as a stream. That it was exported is itself recorded, before the first entry leaves.
    /// </summary>
    public async Task<Result<AuditExport>> ExportAsync(Actor actor, AuditBook book, AuditFilter filter, CancellationToken ct)
    {
        if (filter.To < filter.From)
            return AuditErrors.RangeInvalid;
        var chain = await ChainAsync(actor, book, ct);
        if (chain.Failed)
            return chain.Error;

        await using var db = await OpenAsync(chain.Value, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var last = await Chain(db, chain.Value).MaxAsync(e => (long?)e.Sequence, ct) ?? 0;
        await audit.AppendAsync(db, chain.Value, actor, new AuditAct("audit.exported", "audit"), ct);
        await write.CommitAsync(ct);
        return new AuditExport(StreamAsync(chain.Value, filter, last, ct));
    }

    /// <summary>Reads the whole chain and names the first entry at fault.</summary>
    public async Task<Result<AuditVerification>> VerifyAsync(Actor actor, AuditBook book, CancellationToken ct)
    {
        var chain = await ChainAsync(actor, book, ct);
        if (chain.Failed)
            return chain.Error;

        var verifier = new AuditVerifier(seal);
        var head = await HeadAsync(chain.Value, ct);
        await foreach (var entry in ReadAsync(chain.Value, new AuditFilter(), head?.Sequence, ct))
        {
            if (!verifier.Take(entry))
                break;
        }

        verifier.Finish(head, await BeyondAsync(chain.Value, ct));
        return new AuditVerification(verifier.Entries, verifier.Broken?.Sequence, verifier.Broken?.Fault, verifier.Head);
    }

    private async Task<Result<OrganizationId>> ChainAsync(Actor actor, AuditBook book, CancellationToken ct)
    {
        if (book == AuditBook.Organization)
            return await access.RequireAsync(actor, Permissions.Audit.Read, ct);
        return await access.RequirePlatformAsync(actor, Permissions.Platform.Audit, ct) is { Failed: true } refused ? refused.Error! : OrganizationId.Platform;
    }

    private async IAsyncEnumerable<AuditView> StreamAsync(OrganizationId chain, AuditFilter filter, long last, [EnumeratorCancellation] CancellationToken ct)
    {
        List<AuditEntry> entries = [];
        await foreach (var entry in ReadAsync(chain, filter, last, ct))
        {
            entries.Add(entry);
            if (entries.Count < Batch)
                continue;
            foreach (var view in await ViewAsync(chain, entries, ct))
                yield return view;
            entries.Clear();
        }

        foreach (var view in await ViewAsync(chain, entries, ct))
            yield return view;
    }

    /// <summary>In order, in batches with a context each: a long read must not hold a transaction.</summary>
    private async IAsyncEnumerable<AuditEntry> ReadAsync(OrganizationId chain, AuditFilter filter, long? last, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = long.MinValue;
        while (true)
        {
            List<AuditEntry> entries;
            await using (var db = await OpenAsync(chain, ct))
                entries = await Filtered(db, chain, filter).Where(e => e.Sequence > after && (last == null || e.Sequence <= last)).OrderBy(e => e.Sequence).Take(Batch).ToListAsync(ct);
            foreach (var entry in entries)
                yield return entry;
            if (entries.Count < Batch)
                yield break;
            after = entries[^1].Sequence;
        }
    }

    /// <summary>Whether entries stand beyond the head. An entry and its head are committed together, so reading in this order sees no race.</summary>
    private async Task<long?> BeyondAsync(OrganizationId chain, CancellationToken ct)
    {
        await using var db = await OpenAsync(chain, ct);
        var last = await Chain(db, chain).MaxAsync(e => (long?)e.Sequence, ct) ?? 0;
        var head = (await HeadAsync(chain, ct))?.Sequence ?? 0;
        return last > head ? head + 1 : null;
    }

    private async Task<AuditHead?> HeadAsync(OrganizationId chain, CancellationToken ct)
    {
        await using var db = await OpenAsync(chain, ct);
        return await db.Set<AuditHead>().AsNoTracking().FirstOrDefaultAsync(h => h.OrganizationId == chain, ct);
    }

    private async Task<IReadOnlyList<AuditView>> ViewAsync(OrganizationId chain, List<AuditEntry> entries, CancellationToken ct)
    {
        await using var db = await OpenAsync(chain, ct);
        return await ViewAsync(db, entries, ct);
    }

    private static async Task<List<AuditView>> ViewAsync(AdminDbContext db, List<AuditEntry> entries, CancellationToken ct)
    {
        var people = entries.Where(e => e.ActorKind == ActorKind.Person && Guid.TryParse(e.ActorId, out _)).Select(e => PersonId.From(Guid.Parse(e.ActorId))).Distinct().ToList();
        var tokens = entries.Where(e => e.ActorKind == ActorKind.ServiceToken && Guid.TryParse(e.ActorId, out _)).Select(e => ServiceTokenId.From(Guid.Parse(e.ActorId))).Distinct().ToList();
        var names = await db.Users.Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id.ToString(), p => p.Name, ct);
        foreach (var token in await db.Set<ServiceToken>().Where(t => tokens.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(ct))
            names[token.Id.ToString()] = token.Name;
        return entries.ConvertAll(e => AuditView.Of(e, names.GetValueOrDefault(e.ActorId)));
    }

    // The platform is no organization that a scope could name: its entries are found by its empty id.
    private Task<AdminDbContext> OpenAsync(OrganizationId chain, CancellationToken ct) =>
        adminDb.OpenAsync(chain == OrganizationId.Platform ? TenantScope.All("the platform's own audit chain belongs to no organization") : TenantScope.For(chain), ct);

    private static IQueryable<AuditEntry> Chain(AdminDbContext db, OrganizationId chain) =>
        db.Set<AuditEntry>().AsNoTracking().Where(e => e.OrganizationId == chain);

    private static IQueryable<AuditEntry> Filtered(AdminDbContext db, OrganizationId chain, AuditFilter filter)
    {
        var rows = Chain(db, chain);
        if (Given(filter.Actor) is { } who)
            rows = rows.Where(e => e.ActorId == who);
        if (Given(filter.Action) is { } action)
            rows = rows.Where(e => e.Action == action || e.Action.StartsWith(action + "."));
        if (Given(filter.SubjectType) is { } type)
            rows = rows.Where(e => e.SubjectType == type);
        if (Given(filter.SubjectId) is { } id)
            rows = rows.Where(e => e.SubjectId == id);
        if (filter.Outcome is { } outcome)
            rows = rows.Where(e => e.Outcome == outcome);
        if (filter.From is { } from)
            rows = rows.Where(e => e.At >= from);
        if (filter.To is { } to)
            rows = rows.Where(e => e.At < to);
        return rows;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
