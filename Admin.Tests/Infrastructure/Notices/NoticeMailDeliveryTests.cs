using Admin.Domain.Notices;
using Admin.Infrastructure.Notices;
using Admin.Tests.Domain.Notices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Admin.Tests.Infrastructure.Notices;

/// <summary>A notice on its whole way out: from the row to a server that speaks SMTP.</summary>
public sealed class NoticeMailDeliveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task PostDue_ServerThere_DeliversTheNoticeInBothLanguages()
    {
        await using var test = await NoticesFixture.CreateAsync();
        await using var server = new SmtpServerDouble();
        var mail = new SmtpMail(
            Options.Create(new SmtpOptions { Host = "127.0.0.1", Port = server.Port, Security = SmtpSecurity.None, From = "admin@acme.test" }),
            NullLogger<SmtpMail>.Instance);
        using var delivery = new SmtpDelivery(mail, TimeProvider.System, NullLogger<SmtpDelivery>.Instance);
        await delivery.StartAsync(CancellationToken.None);
        test.World.Mail.IsConfigured = true;
        await test.PostAsync(NoticesFixture.Draft() with { Except = test.Second.Person });

        var mails = new NoticeMails(test.World.Db.Db, mail, test.World.Get<PublicAddress>(), test.World.Time);
        Assert.Equal(1, await mails.PostDueAsync(null, CancellationToken.None));

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await server.Mails.ReadAsync().AsTask().WaitAsync(Patience)));
        var message = await MimeMessage.LoadAsync(stream);
        await delivery.StopAsync(CancellationToken.None);
        Assert.Equal("admin@acme.test", message.To.Mailboxes.Single().Address);
        Assert.Contains("API_KEY em Acme expira em 31/01/2026", message.Subject, StringComparison.Ordinal);
        Assert.Contains("https://admin.test/o/acme/notices", message.TextBody, StringComparison.Ordinal);
    }
}
