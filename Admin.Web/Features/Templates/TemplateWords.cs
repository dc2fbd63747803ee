using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Features.Templates;

/// <summary>What the template pages say in the same way.</summary>
internal static class TemplateWords
{
    /// <summary>What a place is called above its field.</summary>
    public static string Place(IStringLocalizer texts, TemplateContent content, TemplateParameter parameter) => parameter.Place switch
    {
        TemplatePlace.Header => texts["Place_header_" + SnakeCase.Of(parameter.Kind)],
        TemplatePlace.Body => texts[nameof(TemplateTexts.Place_body), parameter.Name ?? parameter.Position.ToString(CultureInfo.CurrentCulture)],
        TemplatePlace.Button => texts["Place_" + SnakeCase.Of(parameter.Kind), NameOf(texts, content.Buttons[parameter.Position])],
    };

    /// <summary>What stands on a button; some have no text of their own.</summary>
    public static string NameOf(IStringLocalizer texts, TemplateButton button) => NameOf(texts, button.Kind, button.Text);

    public static string NameOf(IStringLocalizer texts, TemplateButtonKind? kind, string text) =>
        text.Length > 0 ? text : texts[kind == TemplateButtonKind.CopyCode ? nameof(TemplateTexts.CopyCodeShown) : nameof(TemplateTexts.Button_other)];

    /// <summary>Name of the status whose colour it shares.</summary>
    public static string ColourOf(TemplateStatus status) => status switch
    {
        TemplateStatus.Approved => "active",
        TemplateStatus.Pending => "pending",
        TemplateStatus.Rejected => "failed",
        TemplateStatus.Paused => "paused",
        TemplateStatus.Disabled => "disabled",
    };

    public static string IconOf(TemplateStatus status) => status switch
    {
        TemplateStatus.Approved => Icons.Material.Outlined.CheckCircle,
        TemplateStatus.Pending => Icons.Material.Outlined.Schedule,
        TemplateStatus.Rejected => Icons.Material.Outlined.ErrorOutline,
        TemplateStatus.Paused => Icons.Material.Outlined.Pause,
        TemplateStatus.Disabled => Icons.Material.Outlined.DoNotDisturbOn,
    };

    public static string IconOf(ParameterKind media) => media switch
    {
        ParameterKind.Video => Icons.Material.Outlined.PlayCircle,
        ParameterKind.Document => Icons.Material.Outlined.Description,
        _ => Icons.Material.Outlined.Image,
    };

    public static string IconOf(TemplateButtonKind? kind) => kind switch
    {
        TemplateButtonKind.QuickReply => Icons.Material.Outlined.Reply,
        TemplateButtonKind.Url => Icons.Material.Outlined.OpenInNew,
        TemplateButtonKind.PhoneNumber => Icons.Material.Outlined.Call,
        TemplateButtonKind.CopyCode => Icons.Material.Outlined.ContentCopy,
        null => Icons.Material.Outlined.SmartButton,
    };
}
