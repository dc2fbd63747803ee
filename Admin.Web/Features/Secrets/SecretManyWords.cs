using Admin.Domain.Secrets.Checking;
using Admin.Domain.Secrets.Importing;
using MudBlazor;

namespace Admin.Web.Features.Secrets;

/// <summary>How an entry's state and a check's outcome look: a key of a word, a colour of the theme, an icon.</summary>
internal sealed record SecretManyWords(string Key, string Colour, string Icon)
{
    public static SecretManyWords Of(SecretImportState state, bool dryRun) => state switch
    {
        SecretImportState.New => new(dryRun ? nameof(SecretManyTexts.StateNew) : nameof(SecretManyTexts.StateCreated), "--a-accent", Icons.Material.Outlined.AddCircleOutline),
        SecretImportState.Changed => new(dryRun ? nameof(SecretManyTexts.StateChanged) : nameof(SecretManyTexts.StateRotated), "--a-info", Icons.Material.Outlined.Autorenew),
        SecretImportState.Same => new(nameof(SecretManyTexts.StateSame), "--a-ink-faint", Icons.Material.Outlined.DragHandle),
        SecretImportState.Skipped => new(nameof(SecretManyTexts.StateSkipped), "--a-ink-faint", Icons.Material.Outlined.SkipNext),
        SecretImportState.Bad => new(nameof(SecretManyTexts.StateBad), "--a-danger", Icons.Material.Outlined.ErrorOutline),
    };

    public static SecretManyWords Of(SecretCheckOutcome outcome) => outcome switch
    {
        SecretCheckOutcome.Valid => new(nameof(SecretManyTexts.CheckValid), "--a-accent", Icons.Material.Outlined.CheckCircle),
        SecretCheckOutcome.Refused => new(nameof(SecretManyTexts.CheckRefused), "--a-danger", Icons.Material.Outlined.ErrorOutline),
        SecretCheckOutcome.Unclear => new(nameof(SecretManyTexts.CheckUnclear), "--a-warn", Icons.Material.Outlined.HelpOutline),
    };
}
