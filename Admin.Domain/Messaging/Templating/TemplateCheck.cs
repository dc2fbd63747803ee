using System.Text.RegularExpressions;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// Whether what was bound fits a template: number, names and form of every place. Values of columns are known only per recipient,
/// so of those the column is checked and the value is WhatsApp's to judge.
/// </summary>
public static partial class TemplateCheck
{
    public const int HeaderTextMax = 60;
    public const int SuffixMax = 2000;
    public const int CouponMax = 15;
    public const int LinkMax = 2000;
    public const int MediaIdMax = 64;

    /// <summary>Every fault, header first, then body, then buttons; empty when a send can be filled.</summary>
    public static IReadOnlyList<Error> Faults(TemplateContent content, IReadOnlyList<TemplateBinding> bindings)
    {
        var faults = new List<Error>(content.Unsupported.Select(TemplateErrors.ComponentUnsupported));
        var bound = bindings.GroupBy(b => b.Parameter.Key).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var (expected, given) = (Count(content.Parameters), Count(bindings.Select(b => b.Parameter)));
        // Then the count says it all, and which of the numbered ones are missing or too many says nothing more.
        var isMiscounted = content.Format == TemplateFormat.Positional && expected != given;
        if (isMiscounted)
            faults.Add(CampaignErrors.ParameterCount(expected, given));
        faults.AddRange(bindings.GroupBy(b => b.Parameter.Key, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => TemplateErrors.ParameterGivenTwice(g.Key)));
        foreach (var parameter in content.Parameters)
        {
            if (!bound.Remove(parameter.Key, out var binding))
                faults.AddRange(isMiscounted && parameter.Place == TemplatePlace.Body ? [] : [TemplateErrors.ParameterMissing(parameter.Key)]);
            else if (FaultOf(parameter, binding) is { } fault)
                faults.Add(fault);
        }

        faults.AddRange(bound.Values.Where(b => !isMiscounted || b.Parameter.Place != TemplatePlace.Body).Select(b => TemplateErrors.ParameterUnknown(b.Parameter.Key)));
        if (faults.Count == 0 && Length(content, bindings) > Template.BodyMaxLength)
            faults.Add(TemplateErrors.BodyTooLong(Template.BodyMaxLength));
        return faults;
    }

    /// <summary>As <see cref="Faults"/> of a draft that somebody is writing: a place that is empty is no fault yet.</summary>
    public static IReadOnlyList<Error> FaultsSoFar(TemplateContent content, IReadOnlyList<TemplateBinding> bindings)
    {
        var places = content.Parameters.ToDictionary(p => p.Key, StringComparer.Ordinal);
        var faults = new List<Error>();
        foreach (var binding in bindings.Where(b => b.Text.Length > 0))
        {
            if (!places.TryGetValue(binding.Parameter.Key, out var parameter))
                faults.Add(TemplateErrors.ParameterUnknown(binding.Parameter.Key));
            else if (FaultOf(parameter, binding) is { } fault)
                faults.Add(fault);
        }

        return faults;
    }

    /// <summary>What is wrong with the text of one place; null when nothing is.</summary>
    public static Error? Fault(TemplateParameter parameter, string text)
    {
        if (ParameterTemplate.FaultOf(Shown(parameter), text) is { } malformed)
            return malformed;
        return ParameterTemplate.Parse(text) is { Constant: { } constant } ? FaultOfValue(parameter, constant)
            : ParameterTemplate.Parse(text) is { Fallback: { } fallback } ? FaultOfValue(parameter, fallback)
            : null;
    }

    /// <summary>What is wrong with a value that is sent as it stands.</summary>
    public static Error? FaultOfValue(TemplateParameter parameter, string value) => parameter.Kind switch
    {
        ParameterKind.Text when value.AsSpan().IndexOfAny('\n', '\r', '\t') >= 0 || value.Contains("     ", StringComparison.Ordinal) => TemplateErrors.ParameterSpacing(parameter.Key),
        ParameterKind.Text when parameter.Place == TemplatePlace.Header && value.Length > HeaderTextMax => TemplateErrors.ParameterOverLimit(parameter.Key, HeaderTextMax),
        ParameterKind.UrlSuffix when value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) => TemplateErrors.SuffixInvalid(parameter.Key),
        ParameterKind.UrlSuffix when value.Length > SuffixMax => TemplateErrors.ParameterOverLimit(parameter.Key, SuffixMax),
        ParameterKind.CouponCode when value.Length > CouponMax => TemplateErrors.ParameterOverLimit(parameter.Key, CouponMax),
        ParameterKind.CouponCode when !value.All(char.IsAsciiLetterOrDigit) => TemplateErrors.CouponInvalid(parameter.Key),
        ParameterKind.Image or ParameterKind.Video or ParameterKind.Document when !IsMedia(value) => TemplateErrors.MediaInvalid(parameter.Key),
        _ => null,
    };

    /// <summary>An address that WhatsApp can load, rather than the id of an upload.</summary>
    public static bool IsLink(string value) =>
        value.Length <= LinkMax && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;

    private static Error? FaultOf(TemplateParameter place, TemplateBinding given) =>
        given.Parameter.Kind != place.Kind ? TemplateErrors.ParameterKindWrong(place.Key, SnakeCase.Of(place.Kind)) : Fault(place, given.Text);

    private static bool IsMedia(string value) => (value.Length <= MediaIdMax && MediaId().IsMatch(value)) || IsLink(value);

    private static int Count(IEnumerable<TemplateParameter> parameters) => parameters.Count(p => p.Place == TemplatePlace.Body);

    // Of a numbered place its number alone, as the contract's field counts them.
    private static string Shown(TemplateParameter parameter) =>
        parameter is { Place: TemplatePlace.Body, Name: null } ? parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : parameter.Key;

    // Columns count as nothing: how long they are is not known yet.
    private static int Length(TemplateContent content, IReadOnlyList<TemplateBinding> bindings)
    {
        var texts = bindings.Where(b => b.Parameter.Place == TemplatePlace.Body)
            .ToDictionary(b => b.Parameter.Name ?? b.Parameter.Position.ToString(System.Globalization.CultureInfo.InvariantCulture), b => ParameterTemplate.Parse(b.Text).Constant ?? "", StringComparer.Ordinal);
        return TemplateParameters.Hole().Replace(content.Body, hole => texts.GetValueOrDefault(hole.Groups["name"].Value, "")).Length;
    }

    [GeneratedRegex(@"^\d{5,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex MediaId();
}
