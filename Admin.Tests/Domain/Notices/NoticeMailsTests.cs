using Admin.Domain.Accounts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Notices;

public sealed class NoticeMailsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private NoticesFixture _test = null!;

    private World World => _test.World;

    private NoticeMails Mails => World.Get<NoticeMails>();

    public async ValueTask InitializeAsync()
    {
        _test = await NoticesFixture.CreateAsync();
        World.Mail.IsConfigured = true;
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Announce_WithAMailServer_MailsEachReceiverOnceInBothLanguages()
    {
        await _test.PostAsync(NoticesFixture.Draft() with { SubjectId = "0198" });
        await _test.Board.AnnounceAsync(World.Acme.Id);
        await _test.Board.AnnounceAsync(World.Acme.Id);
        await Mails.PostDueAsync(null, Ct);

        Assert.Equal(["admin@acme.test", "second@acme.test"], World.Mail.Posted.Select(m => m.To).Order(StringComparer.Ordinal));
        var mail = World.Mail.Posted[0];
        Assert.StartsWith("API_KEY in Acme expires on 1/31/2026", mail.Subject, StringComparison.Ordinal);
        Assert.Contains(" / API_KEY em Acme expira em 31/01/2026", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("https://admin.test/o/acme/secrets/0198", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://admin.test/o/acme/notices/mail", mail.Text, StringComparison.Ordinal);
        Assert.All(await _test.ReceiptsAsync(), r => Assert.Equal((null, World.Now), (r.MailDueAt, r.MailedAt)));
    }

    [Fact]
    public async Task Sweep_AfterACrashBetweenCommitAndPosting_MailsWhatWaits()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        Assert.Empty(World.Mail.Posted);

        Assert.Equal(2, await Mails.PostDueAsync(null, Ct));
        Assert.Equal(0, await Mails.PostDueAsync(null, Ct));
    }

    [Fact]
    public async Task Announce_MailFails_KeepsItForTheSweep()
    {
        World.Mail.Fault = new InvalidOperationException("mail");
        await _test.PostAsync(NoticesFixture.Draft());
        await _test.Board.AnnounceAsync(World.Acme.Id);
        Assert.All(await _test.ReceiptsAsync(), r => Assert.NotNull(r.MailDueAt));

        World.Mail.Fault = null;

        Assert.Equal(2, await Mails.PostDueAsync(null, Ct));
    }

    [Fact]
    public async Task Post_WithoutAMailServer_OwesNobodyAMail()
    {
        World.Mail.IsConfigured = false;
        await _test.PostAsync(NoticesFixture.Draft());
        World.Mail.IsConfigured = true;

        Assert.Equal(0, await Mails.PostDueAsync(null, Ct));
    }

    [Fact]
    public async Task Post_MailNotWanted_ReachesTheInboxOnly()
    {
        var chosen = await World.Get<NoticePreferences>().SetAsync(_test.Second, [new NoticeChoice(NoticeGroup.ExpiringSecrets, false)], Ct);
        Assert.Contains(new NoticeChoice(NoticeGroup.ExpiringSecrets, false), chosen.Value);

        await _test.PostAsync(NoticesFixture.Draft());
        await Mails.PostDueAsync(null, Ct);

        Assert.Equal("admin@acme.test", Assert.Single(World.Mail.Posted).To);
        Assert.Equal(1, await _test.UnreadAsync(_test.Second));
    }

    [Fact]
    public async Task Post_GroupThatIsNotMailedByDefault_MailsWhoAskedForIt()
    {
        await World.Get<NoticePreferences>().SetAsync(_test.Second, [new NoticeChoice(NoticeGroup.OverdueSecrets, true)], Ct);

        await _test.PostAsync(Overdue());
        await Mails.PostDueAsync(null, Ct);

        Assert.Equal("second@acme.test", Assert.Single(World.Mail.Posted).To);
    }

    [Fact]
    public async Task Sweep_ReadRightLostOrKeptOutMeanwhile_MailsThemNoMore()
    {
        var third = await World.MemberAsync(World.Acme.Organization, "third@acme.test", Role.OrgAdmin);
        await _test.PostAsync(NoticesFixture.Draft());
        await _test.Inbox.MarkAllReadAsync(World.Acme.Admin, null, Ct);
        await _test.ChangeAsync(_test.Second, new MemberChange(Role.Manager));
        await _test.ChangeAsync(third, new MemberChange(Disabled: true));

        Assert.Equal(0, await Mails.PostDueAsync(null, Ct));
        Assert.All(await _test.ReceiptsAsync(), r => Assert.Equal((null, null), (r.MailDueAt, r.MailedAt)));
    }

    [Fact]
    public async Task Sweep_SeveralForOnePerson_IsOneMailThatListsThem()
    {
        await _test.PostAsync(NoticesFixture.Draft("a"), NoticesFixture.Draft("b", NoticeKinds.SecretExpired), Entered());

        Assert.Equal(2, await Mails.PostDueAsync(null, Ct));

        var mail = World.Mail.Posted[0];
        Assert.Equal("3 notices from Acme / 3 avisos de Acme", mail.Subject);
        Assert.Contains("- API_KEY in Acme has expired", mail.Text, StringComparison.Ordinal);
        Assert.Contains("- super entrou em Acme", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_TwoOrganizations_AreMailedApart()
    {
        await _test.PostAsync(NoticesFixture.Draft());
        await _test.PostAsync(World.Globex.Id, NoticesFixture.Draft());

        Assert.Equal(1, await Mails.PostDueAsync(World.Globex.Id, Ct));
        Assert.Equal("admin@globex.test", Assert.Single(World.Mail.Posted).To);
        Assert.Equal(2, await Mails.PostDueAsync(null, Ct));
    }

    [Fact]
    public async Task Sweep_MoreThanABatch_MailsAll()
    {
        await _test.PostAsync([.. Enumerable.Range(0, NoticeMails.Batch).Select(i => NoticesFixture.Draft($"k{i}"))]);

        await Mails.PostDueAsync(null, Ct);

        Assert.All(await _test.ReceiptsAsync(), r => Assert.NotNull(r.MailedAt));
        Assert.Contains(World.Mail.Posted, m => m.Text.Contains("and 450 more", StringComparison.Ordinal));
    }

    [Fact]
    public void Letter_EveryKind_HasWordsInBothLanguages()
    {
        foreach (var kind in NoticeKinds.All)
        {
            var told = new ToldNotice(kind.Name, "0198", new Dictionary<string, string>(StringComparer.Ordinal));
            var mail = new NoticeLetter("Acme", "acme", [told], World.Get<PublicAddress>()).To("ana@acme.test");

            Assert.Equal(2, mail.Subject.Split(" / ").Length);
            Assert.All(NoticeLetter.Languages, l => Assert.NotEmpty(NoticeLetter.Text($"{kind.Name}.text", l)));
            Assert.NotEqual(NoticeLetter.Text($"{kind.Name}.text", NoticeLetter.Languages[0]), NoticeLetter.Text($"{kind.Name}.text", NoticeLetter.Languages[1]));
        }
    }

    private static NoticeDraft Overdue() => new(NoticeKinds.SecretOverdue, "o", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "API_KEY", ["due_at"] = "2026-01-31T12:00:00Z", ["rotation_days"] = "90" });

    private static NoticeDraft Entered() => new(NoticeKinds.OrganizationEntered, "e", new Dictionary<string, string>(StringComparer.Ordinal) { ["person_name"] = "super", ["reason"] = "ticket 4711" });
}
