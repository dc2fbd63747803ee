using System.Globalization;
using Admin.Domain.Common;
using Microsoft.Extensions.Localization;

namespace Admin.Web.Features.Shared;

/// <summary>
/// Says an error in the reader's language: the text under its code in any *ErrorTexts.resx (each feature may have one),
/// or its own English sentence where there is none.
/// </summary>
public sealed class ErrorWords(IStringLocalizerFactory factory)
{
    private readonly IStringLocalizer[] _texts =
        [.. typeof(ErrorWords).Assembly.GetTypes().Where(t => t.Name.EndsWith(nameof(ErrorTexts), StringComparison.Ordinal)).Select(factory.Create)];

    public string Say(Error error)
    {
        var text = _texts.Select(t => t[error.Code]).FirstOrDefault(t => !t.ResourceNotFound);
        return text is null ? error.Message : string.Format(CultureInfo.CurrentCulture, text.Value, [.. error.Args.Select(a => a.Value)]);
    }
}
