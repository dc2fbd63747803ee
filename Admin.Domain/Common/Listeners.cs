using System.Collections.Immutable;

namespace Admin.Domain.Common;

/// <summary>Whoever wants to hear of something within this process. Thread-safe; a call goes to those who listen at its beginning.</summary>
public sealed class Listeners<T>
{
    private ImmutableArray<Action<T>> _handlers = [];

    /// <summary>Calls the handler each time until disposed. The handler must be quick and must not throw.</summary>
    public IDisposable Add(Action<T> handler)
    {
        ImmutableInterlocked.Update(ref _handlers, h => h.Add(handler));
        return new Listening(this, handler);
    }

    public void Tell(T what)
    {
        foreach (var handler in _handlers)
            handler(what);
    }

    /// <summary>Nobody hears anything any more.</summary>
    public void Clear() => ImmutableInterlocked.Update(ref _handlers, _ => []);

    private sealed class Listening(Listeners<T> owner, Action<T> handler) : IDisposable
    {
        public void Dispose() => ImmutableInterlocked.Update(ref owner._handlers, h => h.Remove(handler));
    }
}
