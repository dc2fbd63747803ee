using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>
/// Bodies of webhooks that name the person and one of the organization's numbers. One that is merged and passed on is not needed any
/// more and goes as a whole; the others have to wait for that.
/// </summary>
internal sealed class WebhookPlace(IAdminDb adminDb) : IPersonPlace
{
    /// <summary>A body can have megabytes.</summary>
    private const int AtOnce = 50;

    private static readonly TenantScope Scope = TenantScope.All("a webhook body belongs to the platform");

    public string Name => "webhook_bodies";

    public IReadOnlyList<string> Tables { get; } = ["WebhookBodies"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        var kept = new List<object>();
        await foreach (var found in FindAsync(person, ct))
            kept.Add(new { found.ReceivedAt, Body = PersonJson.Of(System.Text.Encoding.UTF8.GetString(found.Body)) });
        return kept;
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        var (erased, left) = (0, 0);
        await foreach (var found in FindAsync(person, ct))
        {
            if (await DeleteAsync(found.Key, ct))
                erased++;
            else
                left++;
        }

        return new PlaceErased(erased, left);
    }

    private async Task<bool> DeleteAsync(long key, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        await using var write = await db.BeginWriteAsync(ct);
        var found = await db.Set<WebhookEvent>().Include(e => e.Raw).Include(e => e.Forward).FirstOrDefaultAsync(e => e.Key == key, ct);
        if (found is not { Raw: { } raw, Forward: null, State: WebhookEventState.Merged or WebhookEventState.Unreadable })
            return found?.Raw is null;
        db.Remove(raw);
        await db.SaveChangesAsync(ct);
        await write.CommitAsync(ct);
        return true;
    }

    private async IAsyncEnumerable<FoundBody> FindAsync(PersonSought person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var numbers = await NumbersAsync(person.Organization, ct);
        foreach (var keys in (await KeysAsync(numbers, ct)).Chunk(AtOnce))
        {
            List<FoundBody> bodies;
            await using (var db = await adminDb.OpenAsync(Scope, ct))
            {
                bodies = await db.Set<WebhookEvent>().Where(e => EF.Parameter(keys).Contains(e.Key) && e.Raw != null)
                    .Select(e => new FoundBody(e.Key, e.ReceivedAt, e.Numbers, e.Raw!.Body)).ToListAsync(ct);
            }

            foreach (var body in bodies.Where(b => person.Text.IsIn(b.Body) && Names(b, numbers)))
                yield return body;
        }
    }

    private async Task<HashSet<string>> NumbersAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return [.. await db.Set<Number>().Select(n => n.PhoneNumberId).ToListAsync(ct)];
    }

    private async Task<List<long>> KeysAsync(HashSet<string> numbers, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var kept = await db.Set<WebhookEvent>().Where(e => e.Raw != null).OrderBy(e => e.Key).Select(e => new { e.Key, e.Numbers }).ToListAsync(ct);
        return [.. kept.Where(e => e.Numbers == WebhookEvent.ManyNumbers || WebhookNumbers.Split(e.Numbers).Any(numbers.Contains)).Select(e => e.Key)];
    }

    // Where there were too many to keep, the body says whether it names one of the organization's.
    private static bool Names(FoundBody body, HashSet<string> numbers) =>
        body.Numbers != WebhookEvent.ManyNumbers || numbers.Any(n => body.Body.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(n)) >= 0);

    private sealed record FoundBody(long Key, DateTime ReceivedAt, string Numbers, byte[] Body);
}
