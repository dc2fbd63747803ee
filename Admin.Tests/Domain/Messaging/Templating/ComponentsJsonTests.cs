using System.Text.Json;
using Admin.Domain.Messaging.Templating;

namespace Admin.Tests.Domain.Messaging.Templating;

public sealed class ComponentsJsonTests
{
    [Fact]
    public void Write_EveryPlace_IsWordedAsTheApiWantsIt()
    {
        var json = ComponentsJson.ToElement(TemplateSamples.Bound(("header", "1234567890"))).GetRawText();

        Assert.Equal(
            """[{"type":"header","parameters":[{"type":"image","image":{"id":"1234567890"}}]},{"type":"body","parameters":[{"type":"text","text":"{{name}}"},{"type":"text","text":"Shoes"}]},{"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"shoes"}]},{"type":"button","sub_type":"copy_code","index":"2","parameters":[{"type":"coupon_code","coupon_code":"FLOWER10"}]}]""",
            json);
    }

    [Fact]
    public void Write_NamedPlaces_CarryTheirNames()
    {
        var json = ComponentsJson.ToElement([.. TemplateSamples.NamedContent.Parameters.Select(p => new TemplateBinding(p, "x"))]).GetRawText();

        Assert.Contains("""{"type":"text","parameter_name":"first_name","text":"x"}""", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var bindings = TemplateSamples.Bound();

        Assert.Equal(bindings, ComponentsJson.Read(ComponentsJson.ToElement(bindings)).Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""[{"type":"header","parameters":[{"type":"gif"}]}]""")]
    [InlineData("""[{"type":"button","sub_type":"quick_reply","index":0,"parameters":[{"type":"payload","payload":"x"}]}]""")]
    [InlineData("""[{"type":"body","parameters":[{"type":"text"}]}]""")]
    public void Read_WhatCannotBePlaced_IsAnError(string json) =>
        Assert.Equal("template_components_malformed", ComponentsJson.Read(JsonSerializer.Deserialize<JsonElement>(json)).Error!.Code);

    [Fact]
    public void Stored_Bindings_ComeBackAsTheyWere()
    {
        var bindings = TemplateSamples.Bound();

        Assert.Equal(bindings, TemplateBinding.Read(TemplateBinding.Write(bindings)));
    }
}
