using System.Net.Sockets;
using Admin.Domain.Notices;
using MailKit;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Admin.Infrastructure.Notices;

/// <summary>Delivers queued mails one after the other; a server that is away is tried again for a few minutes.</summary>
internal sealed class SmtpDelivery(SmtpMail mail, TimeProvider time, ILogger<SmtpDelivery> log) : BackgroundService
{
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var next in mail.Queue.ReadAllAsync(stoppingToken))
                await DeliverAsync(next, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; the host would report the cancellation as a failure of this service.
        }
    }

    private async Task DeliverAsync(OutgoingMail next, CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await mail.SendAsync(next, ct);
                return;
            }
            // The recipient is personal data and stays out of the log.
            catch (Exception e) when (e is SmtpCommandException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException or MailKit.Security.AuthenticationException or MailKit.Security.SslHandshakeException or IOException or SocketException)
            {
                if (attempt == Waits.Length)
                {
                    log.LogError("A mail could not be sent after {Attempts} attempts: {Error}", attempt + 1, e.GetType().Name);
                    return;
                }

                log.LogWarning("Sending a mail failed ({Error}); trying again in {Wait}", e.GetType().Name, Waits[attempt]);
                await Task.Delay(Waits[attempt], time, ct);
            }
        }
    }
}
