namespace Admin.Domain.Secrets;

public enum SecretKind
{
    Other,
    ApiKey,
    Database,
    WhatsappToken,
    Webhook,
    Certificate,
}

public enum SecretVisibility
{
    /// <summary>People who may, can reveal it.</summary>
    Masked,

    /// <summary>Never shown to a person again; services read it. There is no way back.</summary>
    Restricted,
}

public enum SecretVersionState
{
    Current,

    /// <summary>The one before the current, kept for whoever has not taken over the new value yet.</summary>
    Previous,
    Old,

    /// <summary>Its value is gone for good.</summary>
    Destroyed,
}

/// <summary>Which value a reader wants.</summary>
public enum SecretWanted
{
    Current,

    /// <summary>The one before the current, while its grace lasts.</summary>
    Previous,
}

/// <summary>How a value travels as text.</summary>
public enum SecretEncoding
{
    Text,

    /// <summary>Binary content.</summary>
    Base64,
}
