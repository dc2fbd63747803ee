using Admin.Domain.Notices;
using Admin.Infrastructure.Notices;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Admin.Tests.Infrastructure.Notices;

public sealed class SmtpMailTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Post_ServerThere_DeliversTheMail()
    {
        await using var server = new SmtpServerDouble();
        var mail = Mail(server.Port);
        using var delivery = new SmtpDelivery(mail, TimeProvider.System, NullLogger<SmtpDelivery>.Instance);
        await delivery.StartAsync(CancellationToken.None);

        mail.Post(new OutgoingMail("ana@acme.test", "Uma nova senha", "Olá,\nhttps://admin.example/account/reset?token=abc"));

        var message = Parse(await server.Mails.ReadAsync().AsTask().WaitAsync(Patience));
        await delivery.StopAsync(CancellationToken.None);
        Assert.Equal(("admin@acme.test", "ana@acme.test"), (message.From.Mailboxes.Single().Address, message.To.Mailboxes.Single().Address));
        Assert.Equal("Uma nova senha", message.Subject);
        Assert.Contains("https://admin.example/account/reset?token=abc", message.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ServerBusyAtFirst_TriesAgain()
    {
        await using var server = new SmtpServerDouble(busyFor: 2);
        var mail = Mail(server.Port);
        var time = new FakeTimeProvider();
        using var delivery = new SmtpDelivery(mail, time, NullLogger<SmtpDelivery>.Instance);
        await delivery.StartAsync(CancellationToken.None);
        mail.Post(new OutgoingMail("ana@acme.test", "Again", "Text"));

        var received = server.Mails.ReadAsync().AsTask();
        using var patience = new CancellationTokenSource(Patience);
        while (!received.IsCompleted && !patience.IsCancellationRequested)
        {
            time.Advance(TimeSpan.FromMinutes(2));
            await Task.Yield();
        }

        Assert.Equal("Again", Parse(await received.WaitAsync(Patience)).Subject);
        await delivery.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Health_LastDelivery_Tells()
    {
        await using var server = new SmtpServerDouble(busyFor: 1);
        var mail = Mail(server.Port);
        var check = new MailHealthCheck(mail);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(check));

        await Assert.ThrowsAnyAsync<Exception>(() => mail.SendAsync(new OutgoingMail("ana@acme.test", "S", "T"), CancellationToken.None));
        Assert.Equal(HealthStatus.Degraded, await StatusAsync(check));

        await mail.SendAsync(new OutgoingMail("ana@acme.test", "S", "T"), CancellationToken.None);
        Assert.Equal(HealthStatus.Healthy, await StatusAsync(check));
    }

    [Fact]
    public void Post_NotConfigured_Throws()
    {
        var mail = new SmtpMail(Options.Create(new SmtpOptions()), NullLogger<SmtpMail>.Instance);

        Assert.False(mail.IsConfigured);
        Assert.Throws<InvalidOperationException>(() => mail.Post(new OutgoingMail("ana@acme.test", "S", "T")));
    }

    [Fact]
    public void Validate_Faulty_NamesEveryKey()
    {
        var faulty = new SmtpOptions { Host = "mail.example", Port = 0, Security = SmtpSecurity.None, User = "u", From = "" };

        var failures = new SmtpOptionsValidator().Validate(null, faulty).Failures!.ToList();

        foreach (var key in new[] { "Mail:Smtp:Port", "Mail:Smtp:From", "Mail:Smtp:User", "Mail:Smtp:Security" })
            Assert.Contains(failures, f => f.Contains(key, StringComparison.Ordinal));
    }

    private static SmtpMail Mail(int port) => new(
        Options.Create(new SmtpOptions { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, From = "admin@acme.test" }),
        NullLogger<SmtpMail>.Instance);

    private static async Task<HealthStatus> StatusAsync(MailHealthCheck check) =>
        (await check.CheckHealthAsync(new HealthCheckContext(), CancellationToken.None)).Status;

    private static MimeMessage Parse(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        return MimeMessage.Load(stream);
    }
}
