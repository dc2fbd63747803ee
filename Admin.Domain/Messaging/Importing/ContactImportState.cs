namespace Admin.Domain.Messaging.Importing;

/// <summary>Where an import stands. Each step has an address, and is found again after leaving.</summary>
public enum ContactImportState
{
    /// <summary>The file comes in, or has stopped coming in.</summary>
    Uploading,

    /// <summary>The file is there; what its columns are is being decided.</summary>
    Uploaded,

    /// <summary>The whole file is read, and nothing written.</summary>
    Checking,

    /// <summary>What an import would do is known.</summary>
    Checked,

    Importing,

    Completed,

    /// <summary>It cannot go on; <see cref="ContactImport.Fault"/> says why. What was imported stays.</summary>
    Failed,

    /// <summary>By a person, or because it was left for too long. What was imported stays.</summary>
    Cancelled,
}

/// <summary>What an import does to a contact that is there already.</summary>
public enum ExistingContacts
{
    /// <summary>The file's texts replace the contact's; what the file leaves empty stays.</summary>
    Overwrite,

    /// <summary>Only fields that the contact does not have are filled.</summary>
    FillEmpty,

    /// <summary>Fields stay as they are. Lists, tags and consent are added all the same.</summary>
    Leave,
}
