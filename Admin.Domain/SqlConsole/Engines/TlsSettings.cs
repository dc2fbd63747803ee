namespace Admin.Domain.SqlConsole.Engines;

/// <summary>How a connection is encrypted.</summary>
/// <param name="Authority">PEM of the only certificate authorities to trust; null trusts the machine's.</param>
public sealed record TlsSettings(TlsMode Mode, string? Authority = null)
{
    public static TlsSettings Verified { get; } = new(TlsMode.Verify);
}

/// <summary>How much of TLS a data source asks for.</summary>
public enum TlsMode
{
    /// <summary>Encrypted, and the certificate must be valid for the host's name.</summary>
    Verify,

    /// <summary>Encrypted, whoever answers.</summary>
    Encrypt,

    /// <summary>In the clear.</summary>
    Off,
}
