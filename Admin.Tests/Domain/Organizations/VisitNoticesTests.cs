using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Organizations;

public sealed class VisitNoticesTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private World _world = null!;

    private Visits Visits => _world.Get<Visits>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task List_OpenVisit_NamesWhoWhyAndUntilWhen()
    {
        await EnterAsync();

        var notice = Assert.Single(await ListAsync(_world.Acme.Admin));

        Assert.Equal(("super", "ticket 4711", true), (notice.PersonName, notice.Reason, notice.IsOpen));
        Assert.Equal((_world.Now, _world.Now + OrganizationVisit.Duration), (notice.EnteredAt, notice.EndsAt));
    }

    [Fact]
    public async Task List_OtherOrganization_SeesNothingOfIt()
    {
        await EnterAsync();

        Assert.Empty(await ListAsync(_world.Globex.Admin));
    }

    [Fact]
    public async Task List_ByAManager_IsForbidden() =>
        Assert.Equal("forbidden", (await _world.Get<VisitNotices>().ListAsync(_world.Acme.Manager, Ct)).Error!.Code);

    [Fact]
    public async Task List_EndedVisit_IsShownForAWeek()
    {
        await EnterAsync();
        await Visits.LeaveAsync(_world.Super, _world.Acme.Id, Ct);
        Assert.False(Assert.Single(await ListAsync(_world.Acme.Admin)).IsOpen);

        _world.Time.Advance(VisitNotices.Recent);

        Assert.Empty(await ListAsync(_world.Acme.Admin));
    }

    [Fact]
    public async Task List_ProlongedVisit_IsOneStay()
    {
        var entered = _world.Now;
        await EnterAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(40));
        await EnterAsync();

        var notice = Assert.Single(await ListAsync(_world.Acme.Admin));

        Assert.Equal((entered, _world.Now + OrganizationVisit.Duration), (notice.EnteredAt, notice.EndsAt));
    }

    [Fact]
    public async Task List_TwoStaysForOneReason_AreTwo()
    {
        await EnterAsync();
        await Visits.LeaveAsync(_world.Super, _world.Acme.Id, Ct);
        _world.Time.Advance(TimeSpan.FromHours(2));
        await EnterAsync();

        Assert.Equal([true, false], (await ListAsync(_world.Acme.Admin)).Select(n => n.IsOpen));
    }

    [Fact]
    public async Task Enter_WithAMailServer_TellsThatOrganizationsActiveAdminsInBothLanguages()
    {
        _world.Mail.IsConfigured = true;
        var other = await _world.MemberAsync(_world.Acme.Organization, "out@acme.test", Role.OrgAdmin);
        await _world.Get<Members>().ChangeAsync(_world.Acme.Admin, other.Person!.Value, new MemberChange(Disabled: true), (await _world.Acme.MemberAsync(other)).Stamp, Ct);

        await EnterAsync();

        var mail = Assert.Single(_world.Mail.Posted);
        Assert.Equal("admin@acme.test", mail.To);
        Assert.Equal("super entered Acme / super entrou em Acme", mail.Subject);
        Assert.Contains("Reason: ticket 4711", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Motivo: ticket 4711", mail.Text, StringComparison.Ordinal);
        Assert.Contains("https://admin.test/o/acme/audit?action=organization", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_Organization_StandsInItsAdminsInboxOnce()
    {
        var inbox = _world.Get<NoticeInbox>();
        await EnterAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(40));
        await EnterAsync();

        var notice = Assert.Single((await inbox.ListAsync(_world.Acme.Admin, new NoticeFilter(), new PageRequest(), Ct)).Value.Items);

        Assert.Equal(("organization.entered", "super", "ticket 4711"), (notice.Kind, notice.Details["person_name"], notice.Details["reason"]));
        Assert.Empty((await inbox.ListAsync(_world.Acme.Manager, new NoticeFilter(), new PageRequest(), Ct)).Value.Items);
    }

    [Fact]
    public async Task Enter_ToProlong_MailsNobodyAgain()
    {
        _world.Mail.IsConfigured = true;
        await EnterAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(40));

        await EnterAsync();

        Assert.Single(_world.Mail.Posted);
    }

    [Fact]
    public async Task Enter_MailFails_TheVisitStands()
    {
        _world.Mail.IsConfigured = true;
        _world.Mail.Fault = new InvalidOperationException("mail");

        var entered = await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", Ct);

        Assert.False(entered.Failed);
        Assert.True(Assert.Single(await ListAsync(_world.Acme.Admin)).IsOpen);
    }

    private async Task EnterAsync() => Assert.False((await Visits.EnterAsync(_world.Super, _world.Acme.Id, "ticket 4711", Ct)).Failed);

    private async Task<IReadOnlyList<VisitNotice>> ListAsync(Actor actor) => (await _world.Get<VisitNotices>().ListAsync(actor, Ct)).Value;
}
