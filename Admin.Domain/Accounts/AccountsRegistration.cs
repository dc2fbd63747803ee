using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Domain.Accounts;

public static class AccountsRegistration
{
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddLive();
        services.AddRateLimiting();
        services.AddOptions<AccessOptions>();
        services.AddOptions<AccountsOptions>().BindConfiguration(AccountsOptions.Section);
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>());
        services.TryAddSingleton<AccessReader>();
        services.TryAddSingleton<Access>();
        services.TryAddSingleton<SelfAccess>();
        services.TryAddSingleton<PublicAddress>();
        AddIdentity(services);
        AddServices(services);
        return services;
    }

    private static void AddIdentity(IServiceCollection services)
    {
        // Stateless, and hashing must not need a scope.
        services.TryAddSingleton<IPasswordHasher<Person>, PasswordHasher<Person>>();
        services.AddIdentityCore<Person>(o =>
        {
            o.User.RequireUniqueEmail = true;
            o.Password.RequiredLength = PasswordRules.MinLength;
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
            o.Lockout.AllowedForNewUsers = false; // SignInFailures locks addresses, known or not.
        }).AddEntityFrameworkStores<AdminDbContext>();
    }

    private static void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<PersonFactory>();
        services.TryAddSingleton<Credentials>();
        services.TryAddSingleton<Lockouts>();
        services.TryAddSingleton<AccountLinks>();
        services.TryAddSingleton<AccountMails>();
        services.TryAddSingleton<SecondFactorCheck>();
        services.TryAddSingleton<RefreshTokens>();
        services.TryAddSingleton<KnownDevices>();
        services.TryAddSingleton<SignIn>();
        services.TryAddSingleton<Sessions>();
        services.TryAddSingleton<StepUp>();
        services.TryAddSingleton<Passwords>();
        services.TryAddSingleton<SecondFactor>();
        services.TryAddSingleton<Registration>();
        services.TryAddSingleton<FirstSuperAdmin>();
        services.TryAddSingleton<MyAccount>();
        services.TryAddSingleton<ServiceTokenSignIn>();
        services.TryAddSingleton<ExpiredData>();
    }
}
