using System.Globalization;

namespace Admin.Domain.Messaging.Templating;

public enum TemplatePlace
{
    Header,
    Body,
    Button,
}

/// <summary>What may stand in a place.</summary>
public enum ParameterKind
{
    Text,
    Image,
    Video,
    Document,

    /// <summary>The end of a button's address.</summary>
    UrlSuffix,

    /// <summary>The code that a button copies.</summary>
    CouponCode,
}

/// <summary>One place of a template that a send fills.</summary>
/// <param name="Position">In header and body from 1; of a button its index, from 0.</param>
/// <param name="Name">Where the template names its places; null where it numbers them.</param>
public sealed record TemplateParameter(TemplatePlace Place, ParameterKind Kind, int Position, string? Name = null)
{
    /// <summary>How it is called in forms, errors and REST: <c>header</c>, <c>body.1</c>, <c>body.first_name</c>, <c>button.0</c>.</summary>
    public string Key => Place switch
    {
        TemplatePlace.Header => "header",
        TemplatePlace.Body => $"body.{Name ?? Number}",
        TemplatePlace.Button => $"button.{Number}",
    };

    public bool IsMedia => Kind is ParameterKind.Image or ParameterKind.Video or ParameterKind.Document;

    private string Number => Position.ToString(CultureInfo.InvariantCulture);
}
