using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A template and what has become of it.</summary>
internal sealed class KnownTemplate(SimulatedTemplate settings)
{
    private readonly Lock _lock = new();
    private List<SentMessage> _held = [];
    private long _accepted;

    public SimulatedTemplate Settings { get; private set; } = settings;

    /// <summary>What a send has to bring.</summary>
    public TemplateShape Shape { get; private set; } = TemplateShape.Of(settings);

    /// <summary>Decimal digits, the same at each start (FNV-1a).</summary>
    public string Id { get; } = Digits($"{settings.WabaId}/{settings.Name}/{settings.Language}");

    public SimulatedTemplateStatus Status { get; set; } = settings.Status;

    public SimulatedQuality Quality { get; set; } = SimulatedQuality.Unknown;

    /// <summary>Unix milliseconds at which a pending or paused one is approved; 0: not by itself.</summary>
    public long ApprovedAt { get; set; }

    public int Pauses { get; set; }

    /// <summary>Unix milliseconds at which held messages are released; 0: not by itself, or none are held.</summary>
    public long ReleaseAt { get; set; }

    public int Held
    {
        get
        {
            lock (_lock)
                return _held.Count;
        }
    }

    /// <summary>Takes new settings over; what has become of the template stays unless they say otherwise.</summary>
    public void Become(SimulatedTemplate settings)
    {
        if (settings.Status != Settings.Status)
            Status = settings.Status;
        Settings = settings;
        Shape = TemplateShape.Of(settings);
    }

    /// <summary>Counts one message more; true when this template's messages have to wait for its assessment.</summary>
    public bool CountAndPace(int threshold) =>
        Interlocked.Increment(ref _accepted) > threshold && threshold > 0 && Quality != SimulatedQuality.Green;

    public void Hold(SentMessage message)
    {
        lock (_lock)
            _held.Add(message);
    }

    public List<SentMessage> TakeHeld()
    {
        lock (_lock)
        {
            var held = _held;
            _held = [];
            ReleaseAt = 0;
            return held;
        }
    }

    public SimulatedTemplateState State => new(
        Settings.WabaId,
        Settings.Name,
        Settings.Language,
        Settings.Category,
        Settings.ParameterCount,
        Status,
        Quality,
        Status == SimulatedTemplateStatus.Paused && ApprovedAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(ApprovedAt).UtcDateTime : null,
        Held);

    private static string Digits(string text) =>
        (text.Aggregate(14695981039346656037ul, (hash, c) => unchecked((hash ^ c) * 1099511628211ul)) % 1_000_000_000_000_000ul + 1_000_000_000_000_000ul).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
