using System.Text.Json;
using System.Text.Json.Serialization;
using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>
/// Enums as their snake_case words, exactly. The framework's own converter also takes C# names and lists such as
/// <c>support,org_admin</c>, which it adds up to a value that is none of the words.
/// </summary>
internal sealed class EnumJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert))!;

    private sealed class Converter<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && SnakeCase.TryParse<TEnum>(reader.GetString(), out var value)
                ? value
                : throw new UnknownWordException(SnakeCase.All<TEnum>());

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(SnakeCase.Of(value));
    }
}

/// <summary>A word that is not in the list of its field.</summary>
internal sealed class UnknownWordException(IReadOnlyList<string> words) : JsonException
{
    public IReadOnlyList<string> Words => words;
}
