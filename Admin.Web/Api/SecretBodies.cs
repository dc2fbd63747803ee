using System.Text.Json;
using System.Text.Json.Serialization;
using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Secrets;

namespace Admin.Web.Api;

/// <summary>A secret to be stored.</summary>
internal sealed record SecretBody
{
    public string? Name { get; init; }

    public string? Value { get; init; }

    public SecretEncoding Encoding { get; init; }

    public SecretKind Kind { get; init; }

    public SecretVisibility Visibility { get; init; }

    public string? Provider { get; init; }

    public ChatbotId? ChatbotId { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public PersonId? OwnerId { get; init; }

    public int? RotationDays { get; init; }

    public string? Note { get; init; }

    public SecretDraft ToDraft() => new(Name, Value is null ? null : new SecretInput(Value, Encoding))
    {
        Kind = Kind,
        Visibility = Visibility,
        Provider = Provider,
        ChatbotId = ChatbotId,
        Description = Description,
        Tags = Tags ?? [],
        ExpiresAt = ExpiresAt,
        OwnerId = OwnerId,
        RotationDays = RotationDays,
        Note = Note,
    };

    // A record would print its value.
    public override string ToString() => nameof(SecretBody);
}

/// <summary>What to change; what is left out stays, null clears.</summary>
internal sealed record SecretChangeBody
{
    [JsonConverter(typeof(GivenJson))]
    public Given<string> Name { get; init; }

    public string? Value { get; init; }

    public SecretEncoding Encoding { get; init; }

    public SecretKind? Kind { get; init; }

    public SecretVisibility? Visibility { get; init; }

    public string? Provider { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<ChatbotId?> ChatbotId { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<string> Description { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<IReadOnlyList<string>> Tags { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<DateTime?> ExpiresAt { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<PersonId?> OwnerId { get; init; }

    [JsonConverter(typeof(GivenJson))]
    public Given<int?> RotationDays { get; init; }

    /// <summary>With a value: for how long the one until now stays readable.</summary>
    public int? GraceHours { get; init; }

    public string? Note { get; init; }

    public SecretChange ToChange() => new()
    {
        Name = Name,
        Value = Value is null ? null : new SecretInput(Value, Encoding),
        Kind = Kind,
        Visibility = Visibility,
        Provider = Provider,
        ChatbotId = ChatbotId,
        Description = Description,
        Tags = Tags,
        ExpiresAt = ExpiresAt,
        OwnerId = OwnerId,
        RotationDays = RotationDays,
        GraceHours = GraceHours,
        Note = Note,
    };

    public override string ToString() => nameof(SecretChangeBody);
}

/// <summary>A new value.</summary>
internal sealed record SecretRotateBody
{
    public string? Value { get; init; }

    public SecretEncoding Encoding { get; init; }

    public string? Note { get; init; }

    /// <summary>For how long the value until now stays readable as the previous one.</summary>
    public int? GraceHours { get; init; }

    public SecretRotation ToRotation() => new(new SecretInput(Value ?? "", Encoding), Note, GraceHours);

    public override string ToString() => nameof(SecretRotateBody);
}

/// <summary>Which version's value is wanted again, and why.</summary>
internal sealed record SecretRollBackBody(int Version, string? Note);

/// <summary>A field that knows whether it was in the document.</summary>
internal sealed class GivenJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Given<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Given<T>>
    {
        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(true, JsonSerializer.Deserialize<T>(ref reader, options));

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}
