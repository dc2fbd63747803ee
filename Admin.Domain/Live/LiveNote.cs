using Admin.Domain.Organizations;

namespace Admin.Domain.Live;

/// <summary>That something changed, not what: small enough to be sent often, and without any data to protect.</summary>
/// <param name="Topic">A watched topic such as <c>campaign:{id}</c>, or an internal one such as <see cref="AccessNotes.Topic"/>.</param>
/// <param name="Organization">Whose topic it is; <see cref="OrganizationId.Platform"/> where it is nobody's.</param>
/// <param name="Subject">For internal topics: which one, as an id.</param>
public sealed record LiveNote(string Topic, OrganizationId Organization, string? Subject = null);
