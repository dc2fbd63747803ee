using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Infrastructure.Hosting;
using Admin.Web.Composition.Hygiene;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;

namespace Admin.Web.Composition;

/// <summary>Once the server listens: learns its public address, and offers the first super admin where nobody exists yet.</summary>
internal sealed class AccountsStart(IServer server, IOptions<NetworkOptions> network, PublicAddress address, FirstSuperAdmin firstSuperAdmin) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (network.Value.PublicUrl is { Length: > 0 } url)
            address.Use(new Uri(url));
        return Task.CompletedTask;
    }

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        // Only Development may be without PublicUrl; there the browser is on this machine.
        if (!address.IsKnown && ListeningAddress.Find(server) is { } listening)
            address.Use(listening);
        if (!address.IsKnown || await firstSuperAdmin.OfferAsync(cancellationToken) is not { } token)
            return;
        // To the console and not to the log: whoever reads this link becomes the first super admin.
        await Console.Out.WriteLineAsync($"Nobody has an account yet. Within 30 minutes, open this link once to make the first super admin:\n  {address.Link(FirstSuperAdmin.Path, token)}");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
