using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns.Watching;

/// <summary>Puts what a recipient's row and its surroundings know into one story.</summary>
internal static class TimelineRules
{
    private static readonly string[] OutcomeUnknown = ["process_gone", "timeout", "connection_lost"];

    /// <summary>Whether a try had an unknown outcome before this moment, so that a decision over all can have been about it.</summary>
    public static bool WasAmbiguousBefore(Recipient row, DateTime at) =>
        AttemptError.Read(row.Errors).Any(e => OutcomeUnknown.Contains(e.Code, StringComparer.Ordinal) && e.At <= at);

    public static IReadOnlyList<TimelineEntry> Tell(Campaign campaign, Recipient row, OptOut? optedOut, IReadOnlyList<TimelineEntry> settled)
    {
        var entries = new List<TimelineEntry>(settled);
        if (campaign.StartedAt is { } planned)
        {
            entries.Add(new TimelineEntry(planned, TimelineKind.Planned));
            if (row.State == RecipientState.Skipped)
                entries.Add(new TimelineEntry(planned, TimelineKind.Skipped, row.Reason));
        }

        foreach (var error in AttemptError.Read(row.Errors))
            entries.Add(new TimelineEntry(error.At, OutcomeUnknown.Contains(error.Code, StringComparer.Ordinal) ? TimelineKind.OutcomeUnknown : TimelineKind.TryFailed, error.Code, error.Message));
        Add(entries, row.SentAt, TimelineKind.Accepted, row.Reason == Recipient.CountedByPerson ? row.Reason : null);
        Add(entries, row.DeliveredAt, TimelineKind.Delivered);
        Add(entries, row.ReadAt, TimelineKind.Read);
        Add(entries, row.RespondedAt, TimelineKind.Responded);
        if (row.State == RecipientState.Failed)
            Add(entries, row.FailedAt, TimelineKind.Failed, row.Reason);
        if (optedOut is not null)
            entries.Add(new TimelineEntry(optedOut.CreatedAt, TimelineKind.OptedOut));
        if (row is { State: RecipientState.Pending, Attempts: > 0 })
            entries.Add(new TimelineEntry(row.NextAttemptAt, TimelineKind.RetryDue));
        if (row.State == RecipientState.Cancelled)
            Add(entries, campaign.FinishedAt, TimelineKind.Cancelled);
        // WhatsApp tells whole seconds: what happened within one is in the order in which it can have happened.
        return [.. entries.OrderBy(e => e.At.Ticks / TimeSpan.TicksPerSecond).ThenBy(e => e.Kind)];
    }

    private static void Add(List<TimelineEntry> entries, DateTime? at, TimelineKind kind, string? code = null)
    {
        if (at is { } then)
            entries.Add(new TimelineEntry(then, kind, code));
    }
}
