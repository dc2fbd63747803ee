namespace Admin.Domain.Accounts;

/// <summary>Encrypts the secrets of authenticator apps at rest, with keys that survive a restart.</summary>
public interface ITotpProtector
{
    string Protect(string secret);

    string Unprotect(string protectedSecret);
}
