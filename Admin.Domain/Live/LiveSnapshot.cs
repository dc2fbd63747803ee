namespace Admin.Domain.Live;

/// <summary>The latest state of a topic.</summary>
/// <param name="At">When it was read (UTC); the age of the data is counted from here.</param>
/// <param name="Data">What the topic's <see cref="ILiveTopic.ReadAsync"/> answered.</param>
public sealed record LiveSnapshot(string Topic, DateTime At, object Data);
