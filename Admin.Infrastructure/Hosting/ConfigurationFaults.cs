using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Hosting;

/// <summary>Finds every fault of the configuration before anything starts, so that one message can list them all.</summary>
public static class ConfigurationFaults
{
    public static IReadOnlyList<string> Find(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return [.. fault.Failures];
        }
        catch (AggregateException faults) when (faults.InnerExceptions.All(f => f is OptionsValidationException))
        {
            return [.. faults.InnerExceptions.Cast<OptionsValidationException>().SelectMany(f => f.Failures)];
        }
        catch (InvalidOperationException unreadable)
        {
            // A value of the wrong type; the binder's message names the key.
            return [unreadable.InnerException is { } inner ? $"{unreadable.Message} {inner.Message}" : unreadable.Message];
        }
    }
}
