using Admin.Domain.Common;

namespace Admin.Domain.Notices;

public static class NoticeErrors
{
    /// <summary>One answer for a notice that is not there, one of another organization, one addressed to others, and one that the right was lost to.</summary>
    public static Error NotFound { get; } = Error.NotFound("notice_not_found", "There is no such notice for you.");

    public static Error GroupTwice { get; } = Error.Invalid("notice_group_twice", "Name each group once.", "items");
}
