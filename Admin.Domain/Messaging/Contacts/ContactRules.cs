namespace Admin.Domain.Messaging.Contacts;

/// <summary>Bounds of what one call may do to contacts.</summary>
public static class ContactRules
{
    /// <summary>Tags of one contact, and of one act.</summary>
    public const int MaxTags = 50;
}
