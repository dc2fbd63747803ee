namespace Admin.Domain.Notices;

/// <summary>A notice as one of its receivers sees it.</summary>
public sealed record NoticeView(
    NoticeId Id,
    string Kind,
    NoticeGroup Group,
    string? SubjectType,
    string? SubjectId,
    IReadOnlyDictionary<string, string> Details,
    DateTime CreatedAt,
    DateTime? ReadAt)
{
    public bool IsRead => ReadAt is not null;
}

/// <summary>What a list should show.</summary>
/// <param name="Unread">Only what was not read yet.</param>
public sealed record NoticeFilter(bool Unread = false, NoticeGroup? Group = null);

/// <summary>Whether a person gets a group by mail.</summary>
public sealed record NoticeChoice(NoticeGroup Group, bool Mail);
