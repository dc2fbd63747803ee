using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Admin.Domain.Messaging.Templating;

/// <summary>What goes into one place: as a person bound it, or, in a send, the value itself.</summary>
/// <param name="Text">
/// Of a binding a constant, or one column in double braces; of media its id at WhatsApp or an https address, here and there.
/// </param>
public sealed record TemplateBinding(TemplateParameter Parameter, string Text)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The numbered places of a body, in order.</summary>
    public static IReadOnlyList<TemplateBinding> Body(IReadOnlyList<string> texts) =>
        [.. texts.Select((text, index) => new TemplateBinding(new TemplateParameter(TemplatePlace.Body, ParameterKind.Text, index + 1), text))];

    public static string Write(IReadOnlyList<TemplateBinding> bindings) =>
        JsonSerializer.Serialize(bindings.Select(b => new Stored(b.Parameter.Place, b.Parameter.Kind, b.Parameter.Position, b.Parameter.Name, b.Text)), Options);

    public static IReadOnlyList<TemplateBinding> Read(string json) =>
        [.. JsonSerializer.Deserialize<Stored[]>(json, Options)!.Select(s => new TemplateBinding(new TemplateParameter(s.Place, s.Kind, s.Position, s.Name), s.Text))];

    private sealed record Stored(TemplatePlace Place, ParameterKind Kind, int Position, string? Name, string Text);
}
