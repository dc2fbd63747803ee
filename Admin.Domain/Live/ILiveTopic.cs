using Admin.Domain.Organizations;

namespace Admin.Domain.Live;

/// <summary>
/// Something that people and other programs can watch. Registered with
/// <see cref="LiveRegistration.AddLiveTopic{TTopic}"/> by the feature that owns the numbers.
/// </summary>
public interface ILiveTopic
{
    /// <summary><c>campaigns</c>, or <c>campaign:{id}</c> for one topic per id.</summary>
    string Pattern { get; }

    /// <summary>What a person needs to watch it. Service tokens need <c>live.read</c> instead.</summary>
    string Permission { get; }

    /// <summary>How long a watched snapshot may stand without a note. Short for what is sampled, longer where notes tell.</summary>
    TimeSpan RefreshEvery => TimeSpan.FromSeconds(5);

    /// <summary>
    /// The numbers as they stand now, the same for every watcher in the organization, so without personal data.
    /// Null when the organization has no such thing.
    /// </summary>
    /// <param name="id">Null for a topic without an id.</param>
    Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct);
}
