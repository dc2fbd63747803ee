using Admin.Domain.Organizations;

namespace Admin.Domain.Accounts;

/// <summary>Accepts a code of the authenticator app or a recovery code, each once, in the caller's write.</summary>
public sealed class SecondFactorCheck(ITotpProtector protector, TimeProvider time)
{
    public const int CodeMaxLength = 40;

    /// <summary>Whether the code is good; marks it used. The person must be tracked by <paramref name="db"/>.</summary>
    public async Task<bool> UseAsync(AdminDbContext db, Person person, string code, CancellationToken ct)
    {
        if (!person.TwoFactorEnabled || person.TotpSecret is null || code.Length > CodeMaxLength)
            return false;
        var plain = code.Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length == Totp.Digits && plain.All(char.IsAsciiDigit))
            return UseTotp(person, plain);
        return await UseRecoveryCodeAsync(db, person, plain, ct);
    }

    private bool UseTotp(Person person, string code)
    {
        var step = Totp.Match(protector.Unprotect(person.TotpSecret!), code, Now, person.LastTotpStep);
        if (step is null)
            return false;
        person.UsedTotpStep(step.Value);
        return true;
    }

    private async Task<bool> UseRecoveryCodeAsync(AdminDbContext db, Person person, string code, CancellationToken ct)
    {
        var row = await db.Set<RecoveryCode>().FindAsync([person.Id, RecoveryCode.HashOf(code)], ct);
        if (row is null || row.UsedAt is not null)
            return false;
        row.Use(Now);
        return true;
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
