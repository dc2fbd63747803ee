namespace Admin.Domain.Auditing;

/// <summary>HMAC with a key that lies outside the database, so that who can write rows cannot forge a chain.</summary>
public interface IAuditSeal
{
    /// <summary>HMAC-SHA256, lower-case hex.</summary>
    string Seal(ReadOnlySpan<byte> content);
}
