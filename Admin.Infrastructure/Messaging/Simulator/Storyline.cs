using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What will be told about a message, and when: the persona's story, and for ordinary people what chance makes of it.</summary>
internal static class Storyline
{
    /// <summary>A held message waits so many times the webhook's delay.</summary>
    private const int HeldFactor = 10;

    private const int Undeliverable = 131026;

    public static Update[] Of(Persona persona, SimulatorDials dials, Chance chance)
    {
        var hold = persona.IsHeld ? (long)(dials.WebhookDelay * HeldFactor).TotalMilliseconds : 0;
        if (!persona.IsOrdinary)
            return [.. persona.Story.Select((kind, position) => new Update(kind, hold + Delay(dials, position), kind == UpdateKind.Failed ? persona.FailureCode : 0))];
        return HasChance(dials) ? [.. ByChance([.. persona.Story], dials, chance).Take(SentMessage.MaxUpdates)] : Plain(persona.Story, dials);
    }

    /// <summary>What a message says that was held and then dropped.</summary>
    public static Update[] Failure(int code, SimulatorDials dials) => [new Update(UpdateKind.Failed, Delay(dials, 0), code)];

    private static bool HasChance(SimulatorDials d) =>
        d.WebhookSpread + d.DuplicatePercent + d.LostPercent + d.ReorderPercent + d.ReadWithoutDeliveredPercent + d.FailedAfterSentPercent + d.LateDeliveredPercent + d.ReplyPercent > 0;

    private static Update[] Plain(IReadOnlyList<UpdateKind> story, SimulatorDials dials)
    {
        var updates = new Update[story.Count];
        for (var i = 0; i < updates.Length; i++)
            updates[i] = new Update(story[i], Delay(dials, i));
        return updates;
    }

    private static IEnumerable<Update> ByChance(List<UpdateKind> story, SimulatorDials dials, Chance chance)
    {
        if (chance.Hits(dials.FailedAfterSentPercent))
            story = [UpdateKind.Sent, UpdateKind.Failed];
        else if (chance.Hits(dials.ReplyPercent))
            story.Add(UpdateKind.ReplyText);
        if (story.Contains(UpdateKind.Read) && chance.Hits(dials.ReadWithoutDeliveredPercent))
            story.Remove(UpdateKind.Delivered);

        var late = chance.Hits(dials.LateDeliveredPercent) ? (long)dials.LateDelay.TotalMilliseconds : 0;
        var spread = chance.Around(dials.WebhookSpread);
        var delays = story.Select((_, position) => (long)(Delay(dials, position) * spread) + (position > 0 ? late : 0)).ToArray();
        if (chance.Hits(dials.ReorderPercent))
            Array.Reverse(delays);
        var copies = chance.Hits(dials.DuplicatePercent) ? 2 : 1;
        for (var i = 0; i < story.Count; i++)
        {
            if (IsStatus(story[i]) && chance.Hits(dials.LostPercent))
                continue;
            for (var copy = 0; copy < (IsStatus(story[i]) ? copies : 1); copy++)
                yield return new Update(story[i], delays[i], story[i] == UpdateKind.Failed ? Undeliverable : 0);
        }
    }

    public static bool IsStatus(UpdateKind kind) => kind <= UpdateKind.Failed;

    // By position, so that a persona's statuses go out in the order in which it lists them.
    private static long Delay(SimulatorDials dials, int position) => (long)(dials.WebhookDelay.TotalMilliseconds * Factor(position));

    private static int Factor(int position) => position switch
    {
        0 => 1,
        1 => 3,
        2 => 10,
        3 => 15,
        _ => 20,
    };
}
