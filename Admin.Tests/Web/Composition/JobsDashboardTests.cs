using System.Net;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Tests.Web.Accounts;
using Admin.Web.Composition.Hygiene;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Web.Composition;

public sealed class JobsDashboardTests : IAsyncLifetime
{
    private AccountsHost _host = null!;
    private BrowserDouble _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await AccountsHost.StartAsync();
        _browser = _host.NewBrowser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Open_Anonymous_IsLedToSignIn()
    {
        var response = await _browser.GetAsync("/jobs");

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Contains("/account/sign-in", response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/jobs/recurring")]
    public async Task Open_OrganizationAdmin_IsRefused(string path)
    {
        await _browser.SignInAsync();

        var response = await _browser.GetAsync(path);

        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
        Assert.DoesNotContain("hangfire", await response.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Open_SuperAdmin_IsShownUnderTheOrdinaryPolicy()
    {
        _host.Get<IOptions<AccessOptions>>().Value.SuperAdminsNeedSecondFactor = false;
        await using (var db = await _host.Db.OpenAsync(TenantScope.Accounts))
        {
            (await db.Set<Person>().SingleAsync(TestContext.Current.CancellationToken)).MakeSuperAdmin();
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await _browser.SignInAsync();

        var response = await _browser.GetAsync("/jobs");
        var page = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // The dashboard has no script inside its pages, so it needs no policy of its own.
        Assert.Equal(ResponseHeaders.Policy, response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Matches("<script[^>]+src=", page);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
        Assert.DoesNotMatch("\\son[a-z]+=\"", page);
    }
}
