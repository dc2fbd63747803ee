using System.Globalization;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

public sealed partial class ApprovalPanel : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private ApprovalView? _approval;
    private (Guid, int)? _read;
    private PersonId? _me;
    private string? _comment;

    [Parameter, EditorRequired]
    public required CampaignView Campaign { get; set; }

    /// <summary>It was asked for, given or declined.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Inject]
    public required CampaignApprovals Approvals { get; set; }

    [Inject]
    public required ActionRunner Run { get; set; }

    [Inject]
    public required CircuitActor Circuit { get; set; }

    [Inject]
    public required PersonClock Clock { get; set; }

    private bool MayAsk => Page.May(Permissions.Campaigns.Prepare) && (_approval is { State: null or ApprovalState.Declined } or { IsOutgrown: true });

    private bool MayDecide => Page.May(Permissions.Campaigns.Approve) && _approval is { State: ApprovalState.Asked } asked && _me is { } me && me != asked.AskedBy && me != asked.PreparedBy;

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    // Read when the campaign changes, which a decision of somebody else's does too; not with every tick.
    protected override async Task OnParametersSetAsync()
    {
        if (_read == (Campaign.Stamp, Campaign.Total))
            return;
        _read = (Campaign.Stamp, Campaign.Total);
        var actor = await Circuit.GetAsync(_left.Token);
        _me = actor.Person;
        var approval = await Approvals.GetAsync(actor, Campaign.Id, _left.Token);
        _approval = approval.Failed ? null : approval.Value;
    }

    private Task AskAsync() => ActAsync(Approvals.AskAsync, nameof(PlanTexts.Asked_done));

    private Task DecideAsync(bool approved) =>
        ActAsync((actor, id, ct) => Approvals.DecideAsync(actor, id, approved, _comment, ct), approved ? nameof(PlanTexts.Approved_done) : nameof(PlanTexts.Declined_done));

    private async Task ActAsync(Func<Actor, CampaignId, CancellationToken, Task<Domain.Common.Result<ApprovalView>>> act, string done)
    {
        var (acted, approval) = await Run.RunAsync(async () => await act(await Circuit.GetAsync(_left.Token), Campaign.Id, _left.Token), Loc[done]);
        if (!acted)
            return;
        (_approval, _comment) = (approval, null);
        await Changed.InvokeAsync();
    }

    private string When(DateTime? utc) => utc is { } at ? Clock.ToLocal(at).ToString("g", CultureInfo.CurrentCulture) : "";
}
