using Admin.Domain.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace Admin.Infrastructure.Accounts;

/// <summary>By data protection: its keys survive restarts and are shared by all nodes.</summary>
internal sealed class TotpProtector(IDataProtectionProvider protection) : ITotpProtector
{
    private readonly IDataProtector _protector = protection.CreateProtector("Admin.Accounts.SecondFactor.v1");

    public string Protect(string secret) => _protector.Protect(secret);

    public string Unprotect(string protectedSecret) => _protector.Unprotect(protectedSecret);
}
