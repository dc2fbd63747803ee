namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What is left to chance, from one seed.</summary>
internal sealed class Chance(int seed)
{
    private readonly Lock _lock = new();
    private readonly Random _random = seed == 0 ? new Random() : new Random(seed);

    /// <summary>True in so many cases of a hundred.</summary>
    public bool Hits(double percent) => percent > 0 && Next() * 100 < percent;

    /// <summary>A factor around 1, log-normal: half of them are below 1, and a few are far above.</summary>
    public double Around(double sigma) => sigma <= 0 ? 1 : Math.Exp(sigma * Gauss());

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    private double Next()
    {
        lock (_lock)
            return _random.NextDouble();
    }
}
