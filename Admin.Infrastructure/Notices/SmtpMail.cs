using System.Threading.Channels;
using Admin.Domain.Notices;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Admin.Infrastructure.Notices;

/// <summary>Queues mails in memory and sends them by SMTP. A mail lost by a crash can be asked for again, so no row is kept.</summary>
internal sealed class SmtpMail(IOptions<SmtpOptions> options, ILogger<SmtpMail> log) : IMail
{
    private const int QueueLength = 1000;

    private readonly Channel<OutgoingMail> _queue = Channel.CreateBounded<OutgoingMail>(QueueLength);
    private volatile bool _failed;

    public bool IsConfigured => options.Value.IsConfigured;

    /// <summary>The last delivery failed, and none has succeeded since.</summary>
    public bool HasFailed => _failed;

    public ChannelReader<OutgoingMail> Queue => _queue.Reader;

    public void Post(OutgoingMail mail)
    {
        if (!IsConfigured)
            throw new InvalidOperationException("Mail:Smtp is not set; ask IsConfigured first.");
        if (!_queue.Writer.TryWrite(mail))
            log.LogError("The mail queue is full ({Length}); a mail was dropped", QueueLength);
    }

    public async Task SendAsync(OutgoingMail mail, CancellationToken ct)
    {
        try
        {
            await HandOverAsync(mail, ct);
            _failed = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failed = true;
            throw;
        }
    }

    private async Task HandOverAsync(OutgoingMail mail, CancellationToken ct)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync(options.Value.Host!, options.Value.Port, Secure(options.Value.Security), ct);
        if (!string.IsNullOrEmpty(options.Value.User))
            await client.AuthenticateAsync(options.Value.User, options.Value.Password!, ct);
        await client.SendAsync(Message(mail), ct);
        await client.DisconnectAsync(quit: true, ct);
    }

    private MimeMessage Message(OutgoingMail mail)
    {
        var message = new MimeMessage { Subject = mail.Subject, Body = new TextPart("plain") { Text = mail.Text } };
        message.From.Add(new MailboxAddress(options.Value.FromName, options.Value.From!));
        message.To.Add(MailboxAddress.Parse(mail.To));
        return message;
    }

    private static SecureSocketOptions Secure(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
    };
}
