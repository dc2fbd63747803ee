using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

/// <summary>Buys one new access token, once. All tokens of a session are one family, and all end with the session.</summary>
public sealed class RefreshToken
{
    public const int HashLength = 64;

    private RefreshToken()
    {
    }

    /// <summary>SHA-256 of the token, lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    public SessionId SessionId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? ConsumedAt { get; private set; }

    public static RefreshToken Create(SessionId session, string hash, DateTime now) =>
        new() { SessionId = session, Hash = hash, CreatedAt = now };

    public void Consume(DateTime now) => ConsumedAt = now;
}

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("RefreshTokens");
        builder.HasKey(t => t.Hash);
        builder.Property(t => t.Hash).HasMaxLength(RefreshToken.HashLength);
        // Makes consuming one conditional update: of two refreshes at once, exactly one finds it unconsumed.
        builder.Property(t => t.ConsumedAt).IsConcurrencyToken();
        builder.HasOne<Session>().WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
