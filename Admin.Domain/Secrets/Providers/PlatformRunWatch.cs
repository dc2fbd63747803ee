using Admin.Domain.Live;
using Admin.Domain.Secrets.ReEncrypting;

namespace Admin.Domain.Secrets.Providers;

/// <summary>Hears of every organization's runs, as nothing but "something moved". Dispose it to stop.</summary>
public sealed class PlatformRunWatch : IDisposable
{
    private readonly IDisposable _notes;

    internal PlatformRunWatch(ILiveChannel channel, Func<Task> changed) => _notes = channel.Subscribe(note =>
    {
        if (note.Topic == ReEncryptionTopics.All)
            _ = changed();
    });

    public void Dispose() => _notes.Dispose();
}
