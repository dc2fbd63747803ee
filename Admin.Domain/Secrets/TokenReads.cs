using Admin.Domain.Accounts;
using Admin.Domain.Organizations;

namespace Admin.Domain.Secrets;

/// <summary>
/// Reads by service tokens: the first of a token, secret and minute is audited before its value leaves; the others of that minute
/// wait for that entry and are counted, and their count becomes an entry once the minute is over.
/// </summary>
internal sealed class TokenReads
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(ServiceTokenId Token, SecretId Secret), Minute> _minutes = [];
    private List<Finished> _finished = [];

    /// <summary>Completes when the minute's entry stands; <paramref name="auditFirst"/> writes it, once.</summary>
    public async Task RecordAsync(Actor actor, OrganizationId organization, SecretId secret, DateTime now, Func<Task> auditFirst)
    {
        var (minute, first) = Enter(actor, organization, secret, now);
        if (!first)
        {
            await minute.Audited.Task;
            return;
        }

        try
        {
            await auditFirst();
            minute.Audited.SetResult();
        }
        catch (Exception e)
        {
            Forget(actor, secret, minute);
            minute.Audited.SetException(e);
            // Whoever waited gets the same exception; here it is thrown on, so this one need not be observed.
            _ = minute.Audited.Task.Exception;
            throw;
        }
    }

    /// <summary>Takes the minutes before the one of <paramref name="now"/> that had more than the audited first read.</summary>
    public List<Finished> TakeFinished(DateTime now)
    {
        lock (_lock)
        {
            foreach (var (key, minute) in _minutes.Where(m => m.Value.At < Start(now)).ToList())
                Finish(key, minute);
            (var taken, _finished) = (_finished, []);
            return taken;
        }
    }

    public void GiveBack(List<Finished> finished)
    {
        lock (_lock)
            _finished.AddRange(finished);
    }

    private (Minute Minute, bool First) Enter(Actor actor, OrganizationId organization, SecretId secret, DateTime now)
    {
        var key = (actor.Token!.Value, secret);
        lock (_lock)
        {
            if (_minutes.TryGetValue(key, out var minute) && minute.At == Start(now))
            {
                minute.Count++;
                return (minute, false);
            }

            if (minute is not null)
                Finish(key, minute);
            return (_minutes[key] = new Minute(actor, organization, Start(now)), true);
        }
    }

    private void Finish((ServiceTokenId Token, SecretId Secret) key, Minute minute)
    {
        _minutes.Remove(key);
        if (minute.Count > 1)
            _finished.Add(new Finished(minute.Actor, minute.Organization, key.Secret, minute.At, minute.Count));
    }

    private void Forget(Actor actor, SecretId secret, Minute minute)
    {
        lock (_lock)
        {
            if (_minutes.TryGetValue((actor.Token!.Value, secret), out var known) && known == minute)
                _minutes.Remove((actor.Token!.Value, secret));
        }
    }

    private static DateTime Start(DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMinute));

    /// <summary>What is left to be written of a minute: how many reads it had in all.</summary>
    public sealed record Finished(Actor Actor, OrganizationId Organization, SecretId Secret, DateTime Minute, int Count);

    private sealed class Minute(Actor actor, OrganizationId organization, DateTime at)
    {
        public Actor Actor => actor;

        public OrganizationId Organization => organization;

        public DateTime At => at;

        public int Count { get; set; } = 1;

        public TaskCompletionSource Audited { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
