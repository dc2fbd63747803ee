using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Accounts.Pages;

public sealed partial class SessionsPage
{
    private IReadOnlyList<SessionRow> _sessions = [];
    private Error? _error;

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required Sessions Sessions { get; set; }

    protected override Task OnInitializedAsync() => ReadAsync();

    // Static pages know no zone of the person, so the zone is said.
    private static string Say(DateTime time) => time.ToString("g", CultureInfo.CurrentCulture) + " UTC";

    private async Task ReadAsync()
    {
        var rows = await Sessions.ListAsync(Http.PersonActor(), Http.RequestAborted);
        if (rows.Failed)
            _error = rows.Error;
        else
            _sessions = rows.Value;
    }

    private async Task EndAsync(SessionId id)
    {
        _error = (await Sessions.RevokeAsync(Http.PersonActor(), id, Http.RequestAborted)).Error;
        await ReadAsync();
    }

    private async Task EndOthersAsync()
    {
        _error = (await Sessions.RevokeOthersAsync(Http.PersonActor(), Http.RequestAborted)).Error;
        await ReadAsync();
    }
}
