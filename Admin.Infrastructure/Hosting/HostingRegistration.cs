using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Hosting;

public static class HostingRegistration
{
    /// <summary>Where the application lives and in which order its parts start and stop.</summary>
    public static IServiceCollection AddDeployment(this IServiceCollection services)
    {
        services.AddOptions<DeploymentOptions>().BindConfiguration("").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeploymentOptions>, DeploymentOptionsValidator>());
        // Not through the validated options: other validators ask where it is, and a fault here must not hide theirs.
        services.TryAddSingleton(s => new DataDirectory(Locate(s.GetRequiredService<IConfiguration>()[nameof(DeploymentOptions.DataDirectory)])));
        services.AddHostedService<ApplicationLifecycle>();
        return services;
    }

    private static string Locate(string? configured)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return configured;

        // Beside the solution, from wherever the program was started; a published program has no solution above it.
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Admin.slnx")))
                return Path.Combine(directory.FullName, ".data");
        }

        return ".data";
    }
}
