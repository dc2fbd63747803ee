using Admin.Domain.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Demo;

public static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services)
    {
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section)
            .PostConfigure<IHostEnvironment>((options, environment) => options.Enabled ??= environment.IsDevelopment());
        // The demo's super admin signs in without a second factor; nowhere else may one.
        services.AddOptions<AccessOptions>().Configure<IOptions<DemoOptions>>((access, demo) => access.SuperAdminsNeedSecondFactor = demo.Value.Enabled != true);
        services.TryAddSingleton<DemoPassword>();
        services.TryAddSingleton<DemoPeople>();
        services.TryAddSingleton<DemoSeeder>();
        services.TryAddSingleton(s => new DemoAccounts(s.GetRequiredService<DemoSeeder>(), s.GetRequiredService<DemoPassword>()));
        return services;
    }
}
