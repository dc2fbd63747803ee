namespace Admin.Domain.Secrets.Checking;

public enum SecretCheckOutcome
{
    /// <summary>What the secret opens took it.</summary>
    Valid,

    /// <summary>What it opens turned it away.</summary>
    Refused,

    /// <summary>Nobody can tell: no answer, or one that says neither.</summary>
    Unclear,
}
