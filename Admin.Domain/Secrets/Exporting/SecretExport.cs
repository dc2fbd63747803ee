using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Exporting;

/// <summary>What is known of a secret without its value, with the names that its ids stand for.</summary>
public sealed record SecretListing(SecretView Secret, string? ChatbotName, string? OwnerName);

/// <summary>A secret that an export does not carry, and why.</summary>
public sealed record SecretLeftOut(SecretId Id, string Name, Error Why);

/// <summary>Secrets with their values. They do not show themselves.</summary>
public sealed record SecretValueExport(IReadOnlyList<RevealedSecret> Secrets, IReadOnlyList<SecretLeftOut> LeftOut)
{
    /// <summary>
    /// The same as a .env file can carry it: without binary values, without names that shells do not take, and each name once.
    /// </summary>
    public SecretValueExport AsEnv()
    {
        List<RevealedSecret> kept = [];
        List<SecretLeftOut> missing = [.. LeftOut];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var one in Secrets)
        {
            if (one.Value.GetEncoding() != SecretEncoding.Text || !Importing.EnvText.CanCarry(one.Secret.Name, one.Value.GetText()))
                missing.Add(new SecretLeftOut(one.Secret.Id, one.Secret.Name, SecretExportErrors.NameUnfit));
            else if (!names.Add(one.Secret.Name))
                missing.Add(new SecretLeftOut(one.Secret.Id, one.Secret.Name, SecretExportErrors.NameTwice));
            else
                kept.Add(one);
        }

        return new SecretValueExport(kept, missing);
    }

    public override string ToString() => nameof(SecretValueExport);
}
