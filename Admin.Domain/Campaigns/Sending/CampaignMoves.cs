using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns.Watching;
using Admin.Domain.Common;
using Admin.Domain.Organizations;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// The one way in which a campaign's counts and status move without a person: inside somebody's open write, with the bucket of the
/// moment, whatever follows from the counts, and a line in the activity log.
/// </summary>
public sealed class CampaignMoves(IRecipientQueue queue, AuditLog audit, TimeProvider time)
{
    /// <summary>Who is said to have done it.</summary>
    internal const string Engine = "campaign engine";

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Moves the counts by a difference, and lets the campaign advance if that was the last of it. Unsaved changes of the campaign are lost: it is read anew.</summary>
    internal async Task CountAsync(AdminDbContext db, Campaign campaign, RecipientCounts difference, CancellationToken ct)
    {
        if (difference == RecipientCounts.None)
            return;
        await queue.AddCountsAsync(db, campaign.Ref, difference, ct);
        if (BucketChange.Of(campaign.StartedAt, Now, difference) is { } bucket)
            await queue.AddToBucketAsync(db, campaign.Ref, bucket, ct);
        await db.Entry(campaign).ReloadAsync(ct);
        await AdvanceAsync(db, campaign, ct);
    }

    /// <summary>Lets the campaign be where its counts say that it is.</summary>
    internal async Task AdvanceAsync(AdminDbContext db, Campaign campaign, CancellationToken ct)
    {
        if (campaign.Advance(Now))
            await NoteAsync(db, campaign, SnakeCase.Of(campaign.Status), why: null, ct);
    }

    /// <summary>Pauses a running campaign for a person to look.</summary>
    /// <param name="number">The phone_number_id of the number that it is about, where the campaign has several.</param>
    internal async Task PauseAsync(AdminDbContext db, Campaign campaign, string reason, CancellationToken ct, string by = Engine, string? number = null)
    {
        if (campaign.Pause(by: null, reason) is { Failed: true } impossible)
            throw new InvalidOperationException(impossible.Error!.Message);
        await NoteAsync(db, campaign, "paused", reason, ct, by, number);
    }

    /// <param name="act">Such as <c>paused</c>, <c>stalled</c> or <c>completed</c>.</param>
    internal Task NoteAsync(AdminDbContext db, Campaign campaign, string act, string? why, CancellationToken ct, string by = Engine, string? number = null)
    {
        var details = why is null ? null : new Dictionary<string, string>(StringComparer.Ordinal) { ["why"] = why };
        if (number is not null)
            details?.Add("number", number);
        return audit.AppendAsync(db, Actor.System(campaign.OrganizationId, by), new AuditAct($"campaign.{act}", "campaign", campaign.Id.ToString(), Details: details), ct);
    }
}
