using System.Collections.Concurrent;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.SqlConsole.Running;

/// <summary>The runs of this node, and the way to cancel one wherever it runs.</summary>
public sealed class LiveRuns : IDisposable
{
    /// <summary>Topic of the notes by which nodes tell each other to cancel.</summary>
    public const string CancelTopic = "query-cancel";

    private readonly ConcurrentDictionary<RunId, LiveRun> _runs = new();
    private readonly ILiveChannel _channel;
    private readonly IDisposable _notes;

    public LiveRuns(ILiveChannel channel)
    {
        _channel = channel;
        _notes = channel.Subscribe(OnNote);
    }

    public int Count => _runs.Count;

    public LiveRun? Find(OrganizationId organization, RunId id) =>
        _runs.TryGetValue(id, out var run) && run.Organization == organization ? run : null;

    /// <summary>Ends every run and waits until each is recorded; for the end of the process.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        var runs = _runs.Values.ToList();
        runs.ForEach(r => r.Cancel());
        await Task.WhenAll(runs.Select(r => r.Completion)).WaitAsync(ct);
    }

    public void Dispose() => _notes.Dispose();

    internal void Add(LiveRun run) => _runs[run.Id] = run;

    internal void Remove(LiveRun run) => _runs.TryRemove(run.Id, out _);

    /// <summary>Cancels on whichever node it runs; who may has been asked.</summary>
    internal void Cancel(OrganizationId organization, RunId id) => _channel.Publish(new LiveNote(CancelTopic, organization, id.ToString()));

    private void OnNote(LiveNote note)
    {
        if (note.Topic == CancelTopic && Guid.TryParse(note.Subject, out var id))
            Find(note.Organization, new RunId(id))?.Cancel();
    }
}
