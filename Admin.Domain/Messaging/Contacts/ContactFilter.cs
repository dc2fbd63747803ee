namespace Admin.Domain.Messaging.Contacts;

/// <summary>Which contacts are meant; what is null does not matter.</summary>
/// <param name="Text">A whole phone in any spelling, four or more digits of one, or a part of a name; only for those who may read personal data.</param>
/// <param name="Tag">In any letter case; a tag that nobody carries matches nobody.</param>
/// <param name="OptedOut">True: only those on the suppression list; false: only the others.</param>
/// <param name="CreatedFrom">UTC, inclusive.</param>
/// <param name="CreatedBefore">UTC, exclusive.</param>
public sealed record ContactFilter(
    string? Text = null,
    ContactListId? List = null,
    string? Tag = null,
    ConsentState? Marketing = null,
    ConsentState? Utility = null,
    bool? OptedOut = null,
    DateTime? CreatedFrom = null,
    DateTime? CreatedBefore = null)
{
    public static ContactFilter Everybody { get; } = new();
}

public enum ContactOrder
{
    /// <summary>Who came last stands first.</summary>
    Newest,

    Name,
}

/// <summary>Whom an act in bulk is about: those that are named, or everybody whom the filter matches when it begins.</summary>
/// <param name="Ids">Null: everybody of the filter.</param>
public sealed record ContactSelection(ContactFilter Filter, IReadOnlyList<ContactId>? Ids = null)
{
    public static ContactSelection Of(params IReadOnlyList<ContactId> ids) => new(ContactFilter.Everybody, ids);
}
