using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>A number and what has become of it.</summary>
internal sealed class KnownNumber
{
    private readonly TimeProvider _time;

    public KnownNumber(SimulatedNumber settings, TimeProvider time)
    {
        _time = time;
        Settings = settings;
        Bucket = new RateBucket(settings.MessagesPerSecond, time);
        MessagesPerSecond = settings.MessagesPerSecond;
    }

    public SimulatedNumber Settings { get; private set; }

    public RateBucket Bucket { get; private set; }

    public int MessagesPerSecond { get; private set; }

    public SimulatedQuality Quality { get; set; } = SimulatedQuality.Green;

    /// <summary>Error code of every send; 0: none.</summary>
    public int Block { get; set; }

    /// <summary>Unix milliseconds; 0: no upgrade is under way.</summary>
    public long UpgradingUntil { get; set; }

    /// <summary>Takes new settings over; what has become of the number stays.</summary>
    public void Become(SimulatedNumber settings)
    {
        var perSecond = Settings.MessagesPerSecond == settings.MessagesPerSecond ? MessagesPerSecond : settings.MessagesPerSecond;
        Settings = settings;
        SendAt(perSecond);
    }

    public void SendAt(int perSecond)
    {
        if (perSecond == MessagesPerSecond)
            return;
        MessagesPerSecond = perSecond;
        Bucket = new RateBucket(perSecond, _time);
    }

    public SimulatedNumberState State => new(
        Settings.PhoneNumberId,
        Settings.DisplayPhoneNumber,
        Settings.VerifiedName,
        Settings.WabaId,
        MessagesPerSecond,
        Quality,
        Block,
        UpgradingUntil == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(UpgradingUntil).UtcDateTime);
}
