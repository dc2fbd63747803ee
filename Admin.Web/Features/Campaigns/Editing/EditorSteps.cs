using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Common;

namespace Admin.Web.Features.Campaigns.Editing;

/// <summary>The steps in which a campaign is prepared, in their order.</summary>
public enum EditorStep
{
    Who,
    What,
    When,
    Check,
}

/// <summary>How far a step is.</summary>
public enum StepStanding
{
    /// <summary>Something is still to be chosen.</summary>
    Open,

    Done,

    /// <summary>What was chosen would keep the campaign from starting.</summary>
    Fault,
}

/// <summary>How the steps are called in addresses, and which of them mends what.</summary>
public static class EditorSteps
{
    private static readonly string[] OfWho = [CampaignErrors.AudienceEmpty.Code];

    /// <summary>The field of the further numbers, which the first step has.</summary>
    private const string Numbers = "further_numbers";

    private static readonly string[] OfWhen = [PreparationErrors.ExemptionNeedsUtility.Code];

    private static readonly string[] OfCheck = [ApprovalErrors.Required(0).Code, ApprovalErrors.Outgrown.Code];

    /// <summary>Nothing is wrong, only nothing there yet.</summary>
    private static readonly string[] NotYet = [CampaignErrors.AudienceEmpty.Code, CampaignErrors.WithoutTemplate.Code];

    public static IReadOnlyList<EditorStep> All { get; } = Enum.GetValues<EditorStep>();

    public static string NameOf(EditorStep step) => SnakeCase.Of(step);

    /// <summary>The step of a name in an address; the first for any other.</summary>
    public static EditorStep Parse(string? name) => All.FirstOrDefault(s => NameOf(s) == name);

    /// <summary>Where a person mends what would keep the campaign from starting.</summary>
    public static EditorStep Mending(Error fault) => fault.Code switch
    {
        var code when OfWho.Contains(code) || fault.Field == Numbers => EditorStep.Who,
        var code when OfWhen.Contains(code) => EditorStep.When,
        var code when OfCheck.Contains(code) => EditorStep.Check,
        _ => EditorStep.What,
    };

    /// <param name="faults">What would keep the campaign from starting; null while nobody has looked.</param>
    public static StepStanding StandingOf(EditorStep step, IReadOnlyList<Error>? faults)
    {
        var own = faults?.Where(f => Mending(f) == step).ToList();
        if (own is null)
            return StepStanding.Open;
        if (own.Any(f => !NotYet.Contains(f.Code)))
            return StepStanding.Fault;
        return own.Count > 0 || (step == EditorStep.Check && faults!.Count > 0) ? StepStanding.Open : StepStanding.Done;
    }
}
