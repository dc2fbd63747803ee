using Admin.Domain.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>Looks after the token while nobody uses it: one that is not renewed in time is lost for good.</summary>
internal sealed class VaultTokenKeeper(VaultSession session, IOptions<SecretsOptions> options, TimeProvider time, ILogger<VaultTokenKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Vault.IsSetUp)
            return;
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            if (await session.GetTokenAsync(stoppingToken) is { Failed: true, Error: var error })
                log.LogWarning("There is no token for Vault: {Code}", error.Code);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
