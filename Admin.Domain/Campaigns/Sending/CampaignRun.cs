using System.Collections.Concurrent;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Secrets;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Campaigns.Sending;

/// <summary>
/// One campaign being sent by this node from one of its numbers; several numbers share a campaign as several nodes do. A single loop commits (outcomes, then intents, then the next lease, in one transaction)
/// and begins calls; only the calls themselves run beside it.
/// </summary>
/// <param name="all">All numbers that the campaign sends from now, this one included.</param>
internal sealed class CampaignRun(Campaign campaign, Number sender, IReadOnlyList<Number> all, RunParts parts)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WaitsAtMost = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan TokenKept = TimeSpan.FromMinutes(1);

    /// <summary>So many are put off to their hours in one commit.</summary>
    private const int PassedOver = 1000;

    /// <summary>A full portfolio is looked at this often at least: a try that failed gives its place back, and WhatsApp may raise the limit.</summary>
    private static readonly TimeSpan FullAtMost = TimeSpan.FromSeconds(15);

    // Parsed once: every message fills the same places.
    private readonly IReadOnlyList<TemplateBinding> _bindings = campaign.Bindings;
    private readonly IReadOnlyList<ParameterTemplate> _parameters = [.. campaign.Bindings.Select(b => ParameterTemplate.Parse(b.Text))];
    private readonly Guid _claim = Guid.CreateVersion7();
    private readonly Queue<Recipient> _claimed = new();
    private readonly ConcurrentQueue<Finished> _finished = new();
    private readonly ErrorRatio _errors = new(parts.Options.ErrorWindow, parts.Options.ErrorPercentToPause);
    private int _onTheirWay;
    private int _templateErrors;
    private string? _token;
    private long _tokenAt;
    private long? _claimedNothingAt;
    private (long At, TimeSpan For)? _full;
    private PlannedWait? _wait;
    private bool _manyClosed;
    private Number _sender = sender;
    private string? _limitedBy;
    private long _movedAt = parts.Time.GetTimestamp();
    private RecipientCounts? _counts;

    // The number's speed and limit may change while it sends.
    private SendPace Pace => parts.Budget.PaceOf(_sender);

    // By the time that passes, like everything here that waits.
    private bool IsFull => _full is var (at, rest) && parts.Time.GetElapsedTime(at) < rest;

    // WhatsApp asked this number to wait: what it holds is the other numbers'.
    private bool LeavesToOthers => IsShared && Pace.IsHeld;

    private bool IsShared => all.Count > 1;

    private DateTime Now => parts.Time.GetUtcNow().UtcDateTime;

    /// <summary>Works until the campaign needs nothing more from this node, or <paramref name="stop"/>; then waits for its calls.</summary>
    /// <param name="abandon">Cancels calls that did not finish in time after a stop.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        var running = true;
        while (running || _onTheirWay > 0 || !_finished.IsEmpty)
        {
            var began = parts.Time.GetTimestamp();
            try
            {
                running = await StepAsync(running && !stop.IsCancellationRequested, abandon);
                if (running)
                    await LookAtStandstillAsync();
                await WaitAsync(Rest(began), running ? stop : abandon);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database or Redis is away for a moment. Nothing is lost: what came back stays in the queue until it is committed.
                parts.Log.LogWarning(e, "Campaign {Campaign} could not commit a step; trying again", campaign.Id);
                if (abandon.IsCancellationRequested)
                    return;
                await WaitAsync(AfterFault, stop);
            }
        }

        try
        {
            await parts.Ledger.ReleaseAsync(campaign.Ref, _claim, ordinals: null, CancellationToken.None);
        }
        finally
        {
            parts.Pulse.Leave(campaign.Id, _sender.Id);
        }
    }

    private async Task<bool> StepAsync(bool running, CancellationToken abandon)
    {
        var finished = _finished.ToArray();
        var pause = running ? await PauseReasonAsync(finished) : null;
        var intents = running && pause is null ? await IntentsAsync() : [];
        var take = running && pause is null && !IsFull && !LeavesToOthers && _claimed.Count - intents.Count < LowWater && MayClaimAgain() ? _manyClosed ? PassedOver : Batch : 0;
        if (finished.Length == 0 && intents.Count == 0 && take == 0 && pause is null)
            return running;

        // An accepted message must be written down even while the application stops.
        var step = await parts.Ledger.StepAsync(campaign.Ref, new LedgerOrder(_claim, campaign.Epoch, finished, intents, take, pause) { Number = _sender.Id, Keep = Batch }, CancellationToken.None);
        if (step.Counts?.HasMovedSince(_counts) == true)
            _movedAt = parts.Time.GetTimestamp();
        _counts = step.Counts;
        for (var i = 0; i < finished.Length; i++)
            _finished.TryDequeue(out _);
        for (var i = 0; i < intents.Count; i++)
            _claimed.Dequeue();
        foreach (var begun in step.Begun)
            Call(begun, abandon);
        Enqueue(step.Claimed);
        _sender = step.Sender ?? _sender;
        await LookAtPortfolioAsync(step);
        if (take > 0)
        {
            _claimedNothingAt = step.Claimed.Count + step.PutOff == 0 ? parts.Time.GetTimestamp() : null;
            (_wait, _manyClosed) = (step.Wait, step is { Claimed.Count: 0, PutOff: > 0 });
            parts.Pulse.Waits(campaign.Id, _sender.Id, _wait?.Until);
        }

        return running && step.Running;
    }

    // Nobody new may be written to: what was claimed is given back, so that another node or a later look finds it.
    private async Task LookAtPortfolioAsync(LedgerStep step)
    {
        if (step.Begun.Count > 0)
            _full = null;
        if (step.FullUntil is not { } until)
            return;
        var rest = until - Now;
        _full = (parts.Time.GetTimestamp(), rest < FullAtMost ? rest : FullAtMost);
        // All of it: those that were turned away are not in the queue any more.
        await parts.Ledger.ReleaseAsync(campaign.Ref, _claim, ordinals: null, CancellationToken.None);
        _claimed.Clear();
        Limited(LimitedBy.Portfolio);
    }

    private async Task GiveBackAsync()
    {
        var ordinals = _claimed.Select(r => r.Ordinal).ToList();
        if (ordinals.Count > 0)
            await parts.Ledger.ReleaseAsync(campaign.Ref, _claim, ordinals, CancellationToken.None);
        _claimed.Clear();
    }

    // Who comes again, under a new lease, is not begun twice.
    private void Enqueue(IReadOnlyList<Recipient> rows)
    {
        if (_claimed.Count > 0 && rows.Count > 0)
        {
            var anew = rows.Select(r => r.Ordinal).ToHashSet();
            var kept = _claimed.Where(r => !anew.Contains(r.Ordinal)).ToList();
            _claimed.Clear();
            kept.ForEach(_claimed.Enqueue);
        }

        foreach (var row in rows)
            _claimed.Enqueue(row);
    }

    // Whose lease is over is another's by now, or will be: asked for no budget, which would be lost with them. True when nobody is left.
    private bool DropExpired()
    {
        var (now, had) = (Now, _claimed.Count);
        while (_claimed.TryPeek(out var first) && first.ClaimedUntil <= now)
            _claimed.Dequeue();
        return had > 0 && _claimed.Count == 0;
    }

    // Who has nothing to do says nothing of what rules where others are at work.
    private void Limited(string? by)
    {
        _limitedBy = by;
        parts.Pulse.LimitedBy(campaign.Id, _sender.Id, by);
    }

    // Asked again only after as long a time: it may be another node that moves it.
    private async Task LookAtStandstillAsync()
    {
        if (parts.Time.GetElapsedTime(_movedAt) < TimeSpan.FromSeconds(parts.Options.StallSeconds))
            return;
        _movedAt = parts.Time.GetTimestamp();
        if (StallReason.Of(_limitedBy, _claimed.Count, _onTheirWay) is not { } reason)
            return;
        // One that has not got to a commit yet knows only from now on whether something moves.
        _counts = _counts is null
            ? await parts.Ledger.CountsAsync(campaign.Ref, CancellationToken.None)
            : await parts.Ledger.StallAsync(campaign.Ref, _counts, reason, isIdle: _claimed.Count == 0 && _onTheirWay == 0, CancellationToken.None);
    }

    // By the time that passes, not by the clock: one that is set back must not keep it from looking.
    private bool MayClaimAgain() => _claimedNothingAt is not { } at || parts.Time.GetElapsedTime(at) >= Idleness;

    // Whoever waits for the morning is not asked twice a second; nor asked late, or long after somebody changed the hours.
    private TimeSpan Idleness => _wait is { } wait && wait.Until - Now is var left && left > Idle ? left < WaitsAtMost ? left : WaitsAtMost : Idle;

    // Enough for the next commits, so that a lease never covers much more than a moment's work.
    private int LowWater => Math.Max(1, Math.Min(Batch, _sender.MessagesPerSecond) / 2);

    // A fast number takes a quarter of a second at once; after a full portfolio one by itself shows whether there is room again.
    private int Batch => _full is null ? Math.Max(Most, _sender.MessagesPerSecond / 4) : 1;

    // A slow number takes no more than a second's work away from the others.
    private int Most => IsShared ? Math.Clamp(_sender.MessagesPerSecond, 1, parts.Options.BatchSize) : parts.Options.BatchSize;

    private async Task<IReadOnlyList<int>> IntentsAsync()
    {
        if (IsFull)
            return [];
        if (_wait is { } wait && _claimed.Count == 0)
        {
            Limited(wait.By);
            return [];
        }

        if (LeavesToOthers)
        {
            await GiveBackAsync();
            Limited(LimitedBy.WhatsApp);
            return [];
        }

        // What ruled them rules those who come next.
        if (DropExpired())
            return [];
        var room = parts.Options.MaxConcurrency - _onTheirWay;
        var wanted = Math.Min(_claimed.Count, Math.Max(0, room));
        var grant = await parts.Budget.TakeAsync(campaign, _sender, wanted, CancellationToken.None);
        Limited(wanted < _claimed.Count && room <= 0 ? LimitedBy.Concurrency : grant.By ?? (IsShared && wanted == 0 ? null : LimitedBy.Number));
        return [.. _claimed.Take(grant.Count).Select(r => r.Ordinal)];
    }

    private async Task<string?> PauseReasonAsync(IReadOnlyList<Finished> finished)
    {
        foreach (var f in finished)
            _templateErrors = f.Verdict.OfTemplate ? _templateErrors + 1 : f.Verdict.Kind == VerdictKind.Accept ? 0 : _templateErrors;
        if (_templateErrors >= parts.Options.TemplateErrorsToPause)
            return "template_errors";
        if (_counts is { } counts && _errors.IsExceeded(counts))
            return LedgerOrder.ErrorRatio;
        if (_token is not null && parts.Time.GetElapsedTime(_tokenAt) < TokenKept)
            return null;
        var token = await parts.Secrets.ReadForUseAsync(campaign.OrganizationId, _sender.AccessTokenSecretId, "campaign", CancellationToken.None);
        if (token.Failed)
            return token.Error.Kind == ErrorKind.Unavailable && _token is not null ? null : "access_token_unreadable";
        (_token, _tokenAt) = (token.Value.GetText(), parts.Time.GetTimestamp());
        return null;
    }

    private void Call(Begun begun, CancellationToken abandon)
    {
        Interlocked.Increment(ref _onTheirWay);
        _ = CallAsync(begun, abandon);
    }

    private async Task CallAsync(Begun begun, CancellationToken abandon)
    {
        SendOutcome outcome;
        try
        {
            outcome = await SendAsync(begun, abandon);
        }
        catch (Exception e)
        {
            // The client says what happened as a value; whatever else escapes it leaves the outcome unknown.
            parts.Log.LogError(e, "A call of campaign {Campaign} ended unexpectedly", campaign.Id);
            outcome = new SendOutcome.Ambiguous(AmbiguousReason.ConnectionLost);
        }

        var verdict = RetryRules.Decide(outcome, begun, parts.Options.MaxAttempts, Pace.Holds, Now, Jitter.Next(), IsShared);
        if (verdict.Hold is { } rest)
        {
            Pace.Hold(rest);
            foreach (var other in verdict.HoldsAll ? all.Where(n => n.Id != _sender.Id) : [])
                parts.Budget.Hold(other.Id, rest);
        }
        else if (verdict.Kind == VerdictKind.Accept)
        {
            Pace.Accepted();
        }

        _finished.Enqueue(new Finished(begun, verdict));
        Interlocked.Decrement(ref _onTheirWay);
    }

    private async Task<SendOutcome> SendAsync(Begun begun, CancellationToken abandon)
    {
        // Planning skipped those without a value, so this fails only if a row was changed by hand.
        if (ParameterTemplate.Fill(_parameters, begun.Fields) is not { } values)
            return new SendOutcome.Rejected(new WhatsAppError(132000, "A parameter has no value.", null, 0));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(parts.Options.CallTimeoutSeconds), parts.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, abandon);
        return await parts.Client.SendTemplateAsync(
            new SendTemplateRequest
            {
                PhoneNumberId = _sender.PhoneNumberId,
                AccessToken = _token!,
                To = begun.Phone[1..],
                TemplateName = campaign.TemplateName,
                Language = campaign.TemplateLanguage,
                Components = [.. _bindings.Zip(values, (binding, value) => binding with { Text = value })],
                CallbackData = new AttemptKey(campaign.Key, begun.Ordinal, begun.Attempt).ToString(),
            },
            either.Token);
    }

    // From commit to commit, so that a slow one does not slow a fast number down.
    private TimeSpan Rest(long began)
    {
        var rest = TimeSpan.FromMilliseconds(parts.Options.CommitIntervalMilliseconds) - parts.Time.GetElapsedTime(began);
        return rest > ShortestRest ? rest : ShortestRest;
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken ct) =>
        await Task.Delay(time, parts.Time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}

/// <summary>What every run needs.</summary>
internal sealed record RunParts(CampaignLedger Ledger, SendBudget Budget, CampaignPulse Pulse, IWhatsAppClient Client, SecretService Secrets, CampaignOptions Options, TimeProvider Time, ILogger Log);
