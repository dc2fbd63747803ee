using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Accounts;

/// <summary>Gets a person in once without their authenticator app. Shown once, kept as SHA-256 (59 bits of chance, behind the lockout).</summary>
public sealed class RecoveryCode
{
    public const int PerPerson = 10;
    public const int HashLength = 64;

    private const int Characters = 12;

    // Without letters and digits that look alike.
    private const string Alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

    private RecoveryCode()
    {
    }

    public PersonId PersonId { get; private set; }

    public string Hash { get; private set; } = "";

    public DateTime? UsedAt { get; private set; }

    /// <summary>New codes: the texts to show and the rows to keep.</summary>
    public static IReadOnlyList<(string Text, RecoveryCode Row)> NewSet(PersonId person)
    {
        var set = new List<(string, RecoveryCode)>(PerPerson);
        for (var i = 0; i < PerPerson; i++)
        {
            var text = RandomNumberGenerator.GetString(Alphabet, Characters).Insert(Characters / 2, "-");
            set.Add((text, new RecoveryCode { PersonId = person, Hash = HashOf(text) }));
        }

        return set;
    }

    public static string HashOf(string text) =>
        OpaqueToken.Hash(text.Trim().Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant());

    public void Use(DateTime now) => UsedAt = now;
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.ToTable("RecoveryCodes");
        builder.HasKey(c => new { c.PersonId, c.Hash });
        builder.Property(c => c.Hash).HasMaxLength(RecoveryCode.HashLength);
        // Of two uses at once, one save fails.
        builder.Property(c => c.UsedAt).IsConcurrencyToken();
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
