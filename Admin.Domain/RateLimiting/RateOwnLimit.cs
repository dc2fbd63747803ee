namespace Admin.Domain.RateLimiting;

/// <summary>What one counter may take that has a limit of its own, such as a number with the speed that WhatsApp gave it.</summary>
public sealed record RateOwnLimit(long Limit, TimeSpan Window);
