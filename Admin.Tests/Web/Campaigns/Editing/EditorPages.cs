using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Web.Features.Campaigns.Editing;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Campaigns.Editing;

/// <summary>The editor of campaigns before Acme's people.</summary>
public abstract class EditorPages : CampaignPages
{
    private protected const string Saved = "[data-saved=saved]";
    private protected const string Refused = "[data-saved=refused]";
    private protected const string Conflict = "[data-conflict]";

    private protected override void Equip()
    {
        base.Equip();
        Services.AddSingleton<AntiforgeryStateProvider, NoAntiforgery>();
    }

    /// <summary>A draft that has a name and a number.</summary>
    private protected async Task<CampaignId> BegunAsync() =>
        (await World.Get<CampaignEditor>().BeginAsync(Acme.Admin, new CampaignSketch("May", Acme.Number.PhoneNumberId), Ct)).Value.Id;

    private protected IRenderedComponent<CampaignEditorPage> Open(CampaignId id, string step, string element, Role role = Role.OrgAdmin)
    {
        var page = Render<CampaignEditorPage>(p => p.AddCascadingValue(Page(role)).Add(c => c.Organization, "acme").Add(c => c.Id, id.Value).Add(c => c.Step, step));
        page.WaitForElement(element, Patience);
        return page;
    }

    private protected IRenderedComponent<CampaignEditorPage> Look(CampaignId id, string step, string element)
    {
        SignIn(Acme.Manager);
        return Open(id, step, element, Role.Manager);
    }

    private sealed class NoAntiforgery : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => null;
    }
}
