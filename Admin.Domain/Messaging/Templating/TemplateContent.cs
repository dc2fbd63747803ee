namespace Admin.Domain.Messaging.Templating;

public enum TemplateCategory
{
    /// <summary>WhatsApp has not said, or said a word that is not known here.</summary>
    Unknown,
    Marketing,
    Utility,
    Authentication,
}

/// <summary>How a template names its places: <c>{{1}}</c> or <c>{{first_name}}</c>.</summary>
public enum TemplateFormat
{
    Positional,
    Named,
}

public enum TemplateHeaderKind
{
    Text,
    Image,
    Video,
    Document,
}

public enum TemplateButtonKind
{
    QuickReply,
    Url,
    PhoneNumber,
    CopyCode,
}

/// <summary>What a template consists of.</summary>
/// <param name="Body">As WhatsApp keeps it, with its places in double braces and its <c>*bold*</c> marks.</param>
/// <param name="Buttons">In the order in which a phone shows them; their place in the list is the index that a send names.</param>
/// <param name="Unsupported">Kinds of components that this product cannot fill, in WhatsApp's words; empty for what can be sent.</param>
public sealed record TemplateContent(
    TemplateFormat Format,
    TemplateHeader? Header,
    string Body,
    string? Footer,
    IReadOnlyList<TemplateButton> Buttons,
    IReadOnlyList<string> Unsupported)
{
    /// <summary>A template of which only the body is known.</summary>
    public static TemplateContent OfBody(string body) => new(TemplateFormat.Positional, null, body, null, [], []);

    /// <summary>Every place that a send has to fill, header first, then body, then buttons.</summary>
    public IReadOnlyList<TemplateParameter> Parameters { get; } = [.. TemplateParameters.Of(Format, Header, Body, Buttons)];
}

/// <param name="Text">Of a text header; null for media.</param>
public sealed record TemplateHeader(TemplateHeaderKind Kind, string? Text);

/// <param name="Kind">Null: a kind that is not known here; <paramref name="Word"/> names it.</param>
/// <param name="Word">WhatsApp's own word for the kind.</param>
/// <param name="Text">What stands on it.</param>
/// <param name="Target">The address of a link, with <c>{{1}}</c> where its end is filled in, or the phone to call; null for the others.</param>
public sealed record TemplateButton(TemplateButtonKind? Kind, string Word, string Text, string? Target);
