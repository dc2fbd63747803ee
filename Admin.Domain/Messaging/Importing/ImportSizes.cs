namespace Admin.Domain.Messaging.Importing;

/// <summary>How much an import takes at once.</summary>
/// <param name="Batch">Rows of one transaction: few enough that nobody waits noticeably for the write gate.</param>
/// <param name="Window">People with more than one row that are held in memory at once; each window reads the file once more.</param>
public sealed record ImportSizes(int Batch, int Window)
{
    public static ImportSizes Default { get; } = new(2_000, 50_000);
}
