using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Admin.Domain.Campaigns.Listening;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>
/// Webhooks in which one of the organization's numbers tells of the person, signed by the app that the number belongs to. A body holds up to a thousand others, also of other
/// organizations: only the person's own parts are shown. One that is merged and passed on is not needed any more and goes as a whole; the
/// others have to wait for that.
/// </summary>
internal sealed class WebhookPlace(IAdminDb adminDb, WebhookOwners owners) : IPersonPlace
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
            kept.Add(new { found.ReceivedAt, found.Parts });
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

    private async IAsyncEnumerable<FoundBody> FindAsync(PersonSought person, [EnumeratorCancellation] CancellationToken ct)
    {
        var (numbers, apps) = await OwnAsync(person.Organization, ct);
        var owned = await owners.OfAsync(apps.Append(WhatsAppAppId.Platform).Select(a => (a, numbers.AsEnumerable())), ct);
        for (long after = 0; ;)
        {
            var bodies = await ReadAsync(numbers, apps, after, ct);
            foreach (var (key, app, receivedAt, body) in bodies)
            {
                if (person.Text.IsIn(body) && Parts(body, person, number => owned.Of(app, [number]).Contains(person.Organization)) is { Count: > 0 } parts)
                    yield return new FoundBody(key, receivedAt, parts);
            }

            if (bodies.Count < AtOnce)
                yield break;
            after = bodies[^1].Key;
        }
    }

    // Those that may be the organization's; which they are, their parts say.
    private async Task<List<(long Key, WhatsAppAppId App, DateTime ReceivedAt, byte[] Body)>> ReadAsync(List<string> numbers, List<WhatsAppAppId> apps, long after, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        var rows = await db.Set<WebhookEvent>()
            .Where(e => e.Key > after && e.Raw != null && (e.Numbers == WebhookEvent.ManyNumbers || EF.Parameter(numbers).Any(n => e.Numbers.Contains(n)) || apps.Contains(e.App)))
            .OrderBy(e => e.Key).Take(AtOnce).Select(e => new { e.Key, e.App, e.ReceivedAt, e.Raw!.Body }).ToListAsync(ct);
        return rows.ConvertAll(r => (r.Key, r.App, r.ReceivedAt, r.Body));
    }

    private async Task<(List<string> Numbers, List<WhatsAppAppId> Apps)> OwnAsync(OrganizationId organization, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        return (await db.Set<Number>().Select(n => n.PhoneNumberId).ToListAsync(ct), await db.Set<WhatsAppApp>().Select(a => a.Id).ToListAsync(ct));
    }

    private static JsonArray Parts(byte[] body, PersonSought person, Func<string, bool> isOwn)
    {
        var parts = new JsonArray();
        JsonDocument read;
        try
        {
            read = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            // Nobody knows whose it is: it goes with those that name nobody's.
            return parts;
        }

        using (read)
        {
            foreach (var change in read.RootElement.Items("entry").SelectMany(e => e.Items("changes")))
            {
                if (!change.Child("value", out var value) || !value.Child("metadata", out var metadata) || metadata.Text("phone_number_id") is not { } number || !isOwn(number))
                    continue;
                // Of whatever kind it is, also one that nobody has heard of yet.
                var items = value.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Array).SelectMany(p => p.Value.EnumerateArray());
                foreach (var item in items.Select(i => i.GetRawText()).Where(i => person.Text.IsIn(Encoding.UTF8.GetBytes(i))))
                    parts.Add(JsonNode.Parse(item));
            }
        }

        return parts;
    }

    private sealed record FoundBody(long Key, DateTime ReceivedAt, JsonArray Parts);
}
