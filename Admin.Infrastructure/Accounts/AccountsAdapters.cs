using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Infrastructure.Accounts.Persistence;
using Admin.Infrastructure.Notices;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Accounts;

public static class AccountsAdapters
{
    /// <summary>Data protection with keys in the database, encryption of authenticator secrets, and mail.</summary>
    public static IServiceCollection AddAccountsAdapters(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Admin");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new ProtectionKeyRows(s.GetRequiredService<IAdminDb>())));
        services.TryAddSingleton<ITotpProtector, TotpProtector>();
        services.TryAddSingleton<IExpiredRows, ExpiredRowsSql>();
        AddMail(services);
        return services;
    }

    private static void AddMail(IServiceCollection services)
    {
        services.AddOptions<SmtpOptions>().BindConfiguration(SmtpOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpOptions>, SmtpOptionsValidator>());
        services.TryAddSingleton<SmtpMail>();
        services.TryAddSingleton<IMail>(s => s.GetRequiredService<SmtpMail>());
        services.AddHostedService<SmtpDelivery>();
        services.AddHealthChecks().AddCheck<MailHealthCheck>(MailHealthCheck.Name);
    }
}
