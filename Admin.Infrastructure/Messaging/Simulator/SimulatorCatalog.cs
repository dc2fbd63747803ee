using System.Collections.Concurrent;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The numbers and templates the simulator knows; grows at run time.</summary>
internal sealed class SimulatorCatalog(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KnownNumber> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Name, string Language), int> _templates = new();

    public void Add(SimulatedNumber number) =>
        _numbers[number.PhoneNumberId] = new KnownNumber(number, new RateBucket(number.MessagesPerSecond, time));

    public void Add(SimulatedTemplate template) => _templates[(template.Name, template.Language)] = template.ParameterCount;

    public KnownNumber? Number(string phoneNumberId) => _numbers.GetValueOrDefault(phoneNumberId);

    /// <summary>How many body parameters the template takes; null when there is no such template.</summary>
    public int? Parameters(string name, string language) =>
        _templates.TryGetValue((name, language), out var count) ? count : null;
}

internal sealed record KnownNumber(SimulatedNumber Number, RateBucket Bucket);
