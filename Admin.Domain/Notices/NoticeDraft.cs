using Admin.Domain.Accounts;

namespace Admin.Domain.Notices;

/// <summary>What to tell an organization. Those receive it who may read its kind there now.</summary>
/// <param name="Key">
/// What must not be told twice: within an organization one key makes one notice, however often it is posted. It is remembered
/// for <see cref="Notice.KeptFor"/>.
/// </param>
/// <param name="Details">Ids, names, dates and counts; never values. Dates in the form of <see cref="NoticeDetails.Text(DateTime)"/>.</param>
public sealed record NoticeDraft(NoticeKind Kind, string Key, IReadOnlyDictionary<string, string> Details)
{
    public string? SubjectType { get; init; }

    public string? SubjectId { get; init; }

    /// <summary>Receives it whatever their role, as long as they are a member: a secret's owner.</summary>
    public PersonId? Also { get; init; }

    /// <summary>Does not receive it: whoever caused it knows.</summary>
    public PersonId? Except { get; init; }
}
