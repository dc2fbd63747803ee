namespace Admin.Domain.PersonalData;

/// <summary>What a database leaves of deleted rows in its files.</summary>
public interface IDiskTraces
{
    /// <summary>Has the database's log forget what was deleted, where it keeps one that can. Does what it can at once; later runs make up for the rest.</summary>
    Task RemoveAsync(CancellationToken ct);
}
