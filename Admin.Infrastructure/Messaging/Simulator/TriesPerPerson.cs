using System.Collections.Concurrent;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>How often a flapping persona was tried. Forgotten at a restart.</summary>
internal sealed class TriesPerPerson
{
    private readonly ConcurrentDictionary<(string PhoneNumberId, string Recipient), int> _tries = new();

    /// <summary>Counts a try; true for the first, third, …</summary>
    public bool IsOdd(string phoneNumberId, string recipient) =>
        _tries.AddOrUpdate((phoneNumberId, recipient), 1, (_, tries) => tries + 1) % 2 == 1;
}
