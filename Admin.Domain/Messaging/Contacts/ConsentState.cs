namespace Admin.Domain.Messaging.Contacts;

/// <summary>What a contact last said of one purpose.</summary>
public enum ConsentState
{
    /// <summary>Nothing is known.</summary>
    Unknown,

    Given,

    Withdrawn,
}

/// <summary>What consent is for: the categories of templates that need one.</summary>
public enum ConsentPurpose
{
    Marketing,

    Utility,
}
