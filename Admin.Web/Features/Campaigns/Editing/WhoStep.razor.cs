using Admin.Domain.Campaigns;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class WhoStep
{
    private string? _dropped;

    protected override bool IsSame(CampaignView theirs) => State!.IsSameHead(theirs);

    protected override void TakeRest(CampaignView theirs) => State!.TakeMessage(theirs, Choices!);

    private Task ChooseNumberAsync(ChangeEventArgs e)
    {
        var had = State!.TemplateKey;
        State.ChooseNumber(Choices!, e.Value?.ToString());
        _dropped = had.Length > 0 && State.TemplateKey.Length == 0 ? had : null;
        return SaveAsync();
    }

    private Task AlsoSendAsync(NumberChoice number, bool sends)
    {
        State!.AlsoSend(number, sends);
        return SaveAsync();
    }
}
