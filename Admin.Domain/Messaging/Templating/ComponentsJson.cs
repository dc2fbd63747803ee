using System.Globalization;
using System.Text.Json;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Templating;

/// <summary>The components of a send in the Cloud API's own shape, as it takes them and as programs give and get them.</summary>
public static class ComponentsJson
{
    /// <summary>An array; empty where nothing is bound, which is what a template without places must come with.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<TemplateBinding> bindings)
    {
        json.WriteStartArray();
        foreach (var place in bindings.GroupBy(b => (b.Parameter.Place, Button: b.Parameter.Place == TemplatePlace.Button ? b.Parameter.Position : 0)))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, place.Key.Place switch
            {
                TemplatePlace.Header => "header"u8,
                TemplatePlace.Body => "body"u8,
                TemplatePlace.Button => "button"u8,
            });
            if (place.Key.Place == TemplatePlace.Button)
            {
                json.WriteString("sub_type"u8, place.First().Parameter.Kind == ParameterKind.CouponCode ? "copy_code"u8 : "url"u8);
                json.WriteString("index"u8, place.Key.Button.ToString(CultureInfo.InvariantCulture));
            }

            json.WriteStartArray("parameters"u8);
            foreach (var binding in place.OrderBy(b => b.Parameter.Position))
                Write(json, binding);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static JsonElement ToElement(IReadOnlyList<TemplateBinding> bindings)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
            Write(json, bindings);
        return JsonSerializer.Deserialize<JsonElement>(memory.ToArray());
    }

    /// <summary>The bindings that an array of components says; an error for what cannot be placed.</summary>
    public static Result<IReadOnlyList<TemplateBinding>> Read(JsonElement components)
    {
        if (components.ValueKind != JsonValueKind.Array)
            return TemplateErrors.ComponentsMalformed;
        var bindings = new List<TemplateBinding>();
        foreach (var component in components.EnumerateArray())
        {
            foreach (var (parameter, index) in component.Items("parameters").Select((p, i) => (p, i)))
            {
                if (Read(component, parameter, index + 1) is not { } binding)
                    return TemplateErrors.ComponentsMalformed;
                bindings.Add(binding);
            }
        }

        return bindings;
    }

    private static void Write(Utf8JsonWriter json, TemplateBinding binding)
    {
        json.WriteStartObject();
        var kind = binding.Parameter.Kind;
        json.WriteString("type"u8, kind switch
        {
            ParameterKind.Text or ParameterKind.UrlSuffix => "text"u8,
            ParameterKind.Image => "image"u8,
            ParameterKind.Video => "video"u8,
            ParameterKind.Document => "document"u8,
            ParameterKind.CouponCode => "coupon_code"u8,
        });
        if (binding.Parameter.Name is { } name)
            json.WriteString("parameter_name"u8, name);
        if (binding.Parameter.IsMedia)
        {
            json.WriteStartObject(SnakeCase.Of(kind));
            json.WriteString(TemplateCheck.IsLink(binding.Text) ? "link"u8 : "id"u8, binding.Text);
            json.WriteEndObject();
        }
        else
        {
            json.WriteString(kind == ParameterKind.CouponCode ? "coupon_code"u8 : "text"u8, binding.Text);
        }

        json.WriteEndObject();
    }

    private static TemplateBinding? Read(JsonElement component, JsonElement parameter, int position)
    {
        var (place, type, name) = (component.Text("type")?.ToLowerInvariant(), parameter.Text("type")?.ToLowerInvariant(), parameter.Text("parameter_name"));
        var (slot, text) = (place, type) switch
        {
            ("header", "text") => (new TemplateParameter(TemplatePlace.Header, ParameterKind.Text, 1, name), parameter.Text("text")),
            ("header", "image") => (new TemplateParameter(TemplatePlace.Header, ParameterKind.Image, 1), Media(parameter, "image")),
            ("header", "video") => (new TemplateParameter(TemplatePlace.Header, ParameterKind.Video, 1), Media(parameter, "video")),
            ("header", "document") => (new TemplateParameter(TemplatePlace.Header, ParameterKind.Document, 1), Media(parameter, "document")),
            ("body", "text") => (new TemplateParameter(TemplatePlace.Body, ParameterKind.Text, position, name), parameter.Text("text")),
            ("button", _) when component.Number("index") is >= 0 and var index => (component.Text("sub_type")?.ToLowerInvariant(), type) switch
            {
                ("url", "text") => (new TemplateParameter(TemplatePlace.Button, ParameterKind.UrlSuffix, index), parameter.Text("text")),
                ("copy_code", "coupon_code") => (new TemplateParameter(TemplatePlace.Button, ParameterKind.CouponCode, index), parameter.Text("coupon_code")),
                _ => default((TemplateParameter?, string?)),
            },
            _ => default,
        };
        return slot is null || text is null ? null : new TemplateBinding(slot, text);
    }

    private static string? Media(JsonElement parameter, string kind) => parameter.Child(kind, out var media) ? media.Text("id") ?? media.Text("link") : null;
}
