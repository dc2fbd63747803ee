using Admin.Domain.Live;
using Admin.Domain.Secrets.ReEncrypting;

namespace Admin.Domain.Secrets.Providers;

/// <summary>Hears of every organization's runs, as nothing but "something moved". Dispose it to stop.</summary>
public sealed class PlatformRunWatch : IDisposable
{
    // Whoever watches is called in their own language, not in that of whoever caused the note.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Func<Task> _changed;
    private readonly IDisposable _notes;

    internal PlatformRunWatch(ILiveChannel channel, Func<Task> changed)
    {
        _changed = changed;
        _notes = channel.Subscribe(Tell);
    }

    public void Dispose() => _notes.Dispose();

    private void Tell(LiveNote note)
    {
        if (note.Topic != ReEncryptionTopics.All)
            return;
        if (_context is null)
            _ = _changed();
        else
            ExecutionContext.Run(_context, static self => _ = ((PlatformRunWatch)self!)._changed(), this);
    }
}
