using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging;

/// <summary>Something that sends from a number.</summary>
/// <param name="Type">Snake case, such as <c>campaign</c>.</param>
public sealed record NumberUser(string Type, string Id, string Name);

/// <summary>Each feature whose rows refer to numbers registers one, so that no number is deleted under them.</summary>
public interface INumberUsers
{
    /// <summary>What of this feature uses the number. Asked inside the deleting write, with its context.</summary>
    Task<IReadOnlyList<NumberUser>> FindAsync(AdminDbContext db, Number number, CancellationToken ct);
}
