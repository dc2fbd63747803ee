using Admin.Domain.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>Looks after the token while nobody uses it: one that is not renewed in time is lost for good.</summary>
internal sealed class VaultTokenKeeper(VaultSession session, IOptions<SecretsOptions> options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Vault.IsSetUp)
            return;
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            // Whoever needs the token hears the error.
            _ = await session.GetTokenAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
