using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Importing;

namespace Admin.Tests.Domain.Secrets.Importing;

public sealed class JsonSecretsTests
{
    [Fact]
    public void Read_AnObjectOfStrings_GivesItsPairsWithTheirLines()
    {
        var entries = JsonSecrets.Read("{\n  \"A\": \"1\",\n  \"B\": \"x\\ny\"\n}").Value;

        Assert.Equal([("A", "1", 2), ("B", "x\ny", 3)], entries.Select(e => (e.Name!, Value(e), e.Position.Line!.Value)));
    }

    [Fact]
    public void Read_AListOfObjects_GivesAllTheirFields()
    {
        var entry = Assert.Single(JsonSecrets.Read("""[{"name":"A","value":"AQI=","encoding":"base64","kind":"api_key","description":"d","tags":["x"],"expires_at":"2027-01-02T03:04:05Z"}]""").Value);

        Assert.Null(entry.Fault);
        Assert.Equal("AQI=", Value(entry));
        Assert.Equal(SecretEncoding.Base64, entry.Value!.Read().Value.GetEncoding());
        Assert.Equal((SecretKind.ApiKey, "d", new DateTime(2027, 1, 2, 3, 4, 5, DateTimeKind.Utc)), (entry.Kind, entry.Description, entry.ExpiresAt));
        Assert.Equal(["x"], entry.Tags!);
    }

    [Theory]
    [InlineData("{\n\"A\":5}", "secret_import_not_a_string")]
    [InlineData("{\n\"A\":true}", "secret_import_not_a_string")]
    [InlineData("{\n\"A\":null}", "secret_import_not_a_string")]
    [InlineData("{\n\"A\":{\"B\":\"x\"}}", "secret_import_not_a_string")]
    [InlineData("{\n\"A\":[\"x\"]}", "secret_import_not_a_string")]
    [InlineData("{\n\"A\":\"a\\u0000b\"}", "secret_import_control_characters")]
    [InlineData("[\n\"A\"]", "secret_import_not_an_object")]
    [InlineData("[\n{\"name\":\"A\",\"value\":7}]", "secret_import_not_a_string")]
    [InlineData("[\n{\"name\":7,\"value\":\"x\"}]", "secret_import_field_invalid")]
    [InlineData("[\n{\"name\":\"A\",\"value\":\"x\",\"kind\":\"rocket\"}]", "secret_import_field_invalid")]
    [InlineData("[\n{\"name\":\"A\",\"value\":\"x\",\"tags\":\"one\"}]", "secret_import_field_invalid")]
    [InlineData("[\n{\"name\":\"A\",\"value\":\"x\",\"expires_at\":\"soon\"}]", "secret_import_field_invalid")]
    [InlineData("[\n{\"name\":\"A\",\"value\":\"x\",\"expire_at\":\"2030-01-01\"}]", "secret_import_field_unknown")]
    public void Read_ABadEntry_IsNamedByItsLine(string json, string code)
    {
        var entry = Assert.Single(JsonSecrets.Read(json).Value);

        Assert.Equal((code, 2), (entry.Fault?.Code, entry.Position.Line));
    }

    [Fact]
    public void Read_HalfACharacter_IsNoText() =>
        Assert.Equal("secret_value_not_text", Assert.Single(JsonSecrets.Read("{\"A\":\"\\ud800\"}").Value).Value!.Read().Error?.Code);

    [Theory]
    [InlineData("{\"A\":\"x\",\n\"B\"}", 2L)]
    [InlineData("{\"A\":\"x\"}\n\n{}", 3L)]
    [InlineData("{\"A\":\"x\"", 1L)]
    [InlineData("\nnope", 2L)]
    public void Read_BrokenJson_NamesTheLine(string json, long line)
    {
        var error = JsonSecrets.Read(json).Error!;

        Assert.Equal(("secret_import_not_json", line), (error.Code, error.Args[0].Value));
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("5")]
    [InlineData("null")]
    public void Read_AnythingElse_IsOfNoKnownShape(string json) =>
        Assert.Equal("secret_import_shape_unknown", JsonSecrets.Read(json).Error?.Code);

    private static string Value(ImportEntry entry) => entry.Value!.Read().Value.GetText();
}
