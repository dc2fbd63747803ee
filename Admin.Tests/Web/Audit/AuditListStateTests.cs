using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Admin.Web;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Audit;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.Audit;

public sealed class AuditListStateTests
{
    private readonly PersonClock _clock = new(new FakeTimeProvider(Times.Start));

    [Fact]
    public void Url_OfEitherPage_KeepsTheFilters()
    {
        var state = AuditListState.Parse("session.refused", null, null, "refused", "2026-05-01", null);

        Assert.Equal("/platform/audit?action=session.refused&outcome=refused&from=2026-05-01", state.Url(AdminUrls.PlatformAudit));
        Assert.Equal("/o/acme/audit?action=session.refused&outcome=refused&from=2026-05-01", state.Url(AdminUrls.Audit("acme")));
    }

    [Fact]
    public void ExportUrl_WithoutAnOrganization_AsksForThePlatformsChain() =>
        Assert.Equal("/api/v1/audit/export.csv?book=platform&action=session", new AuditListState { Action = "session" }.ExportUrl(null, _clock));

    [Fact]
    public void ExportUrl_OfAnOrganization_NamesIt()
    {
        var organization = OrganizationId.New();

        Assert.Equal($"/api/v1/audit/export.csv?organization_id={organization}", new AuditListState().ExportUrl(organization, _clock));
    }

    [Theory]
    [InlineData("0198b3a0-0000-7000-8000-000000000001", true)]
    [InlineData("9f2c77aa01", true)]
    [InlineData("address_hash", false)]
    public void Filter_Subject_IsAnIdOrAType(string subject, bool isId)
    {
        var filter = new AuditListState { Subject = subject }.ToFilter(_clock);

        Assert.Equal((isId ? subject : null, isId ? null : subject), (filter.SubjectId, filter.SubjectType));
    }
}
