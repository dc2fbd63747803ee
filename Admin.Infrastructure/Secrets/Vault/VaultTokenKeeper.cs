using Admin.Domain.Secrets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>Looks after the token while nobody uses it: one that is not renewed in time is lost for good.</summary>
internal sealed class VaultTokenKeeper(VaultSession session, IOptions<SecretsOptions> options, TimeProvider time, ILogger<VaultTokenKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);

    private string? _lastFault;

    /// <summary>Logs that there is no token when that begins or its reason changes, and that there is one again.</summary>
    internal async Task LookAsync(CancellationToken ct)
    {
        var fault = (await session.GetTokenAsync(ct)).Error?.Code;
        if (fault is not null && fault != _lastFault)
            log.LogWarning("There is no token for Vault: {Code}. That is tried again every {Seconds} s", fault, Period.TotalSeconds);
        else if (fault is null && _lastFault is not null)
            log.LogInformation("There is a token for Vault again");
        _lastFault = fault;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Vault.IsSetUp)
            return;
        using var timer = new PeriodicTimer(Period, time);
        do
            await LookAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
