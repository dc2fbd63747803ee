using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Contacts;

/// <summary>What is known of a contact besides the phone: names of fields, lower case, and their texts. The field <c>name</c> is the contact's name.</summary>
public sealed partial class ContactFields
{
    /// <summary>The field that is the contact's name.</summary>
    public const string NameField = "name";

    /// <summary>No field may be called so: it stands beside the fields.</summary>
    public const string PhoneField = "phone";

    public const int MaxCount = 50;
    public const int FieldNameMaxLength = 60;

    // Without escapes for accented letters: the room is for the texts. It is never written into a page as it is.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ImmutableSortedDictionary<string, string> _values;

    private ContactFields(ImmutableSortedDictionary<string, string> values) => _values = values;

    public static ContactFields None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>By name, in order.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Empty when nobody told it.</summary>
    public string Name => _values.GetValueOrDefault(NameField, "");

    /// <summary>
    /// Reads what somebody gave: names are trimmed and put in lower case, texts trimmed, empty ones left out.
    /// All faults are named: a bad or repeated name, too many, a name or all together too long.
    /// </summary>
    public static Result<ContactFields> Of(IEnumerable<KeyValuePair<string, string?>> given)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var faults = new List<Error>();
        foreach (var (name, text) in given)
        {
            var field = name.Trim().ToLowerInvariant();
            if (!NamePattern().IsMatch(field) || field == PhoneField)
                faults.Add(ContactErrors.FieldNameInvalid(name));
            else if (text?.Trim() is { Length: > 0 } value && !values.TryAdd(field, value))
                faults.Add(ContactErrors.FieldRepeated(field));
        }

        var fields = new ContactFields(values.ToImmutable());
        if (values.Count > MaxCount)
            faults.Add(ContactErrors.TooManyFields);
        if (fields.Name.Length > Contact.NameMaxLength)
            faults.Add(ContactErrors.NameTooLong);
        else if (fields.ToJson().Length > Contact.FieldsMaxLength)
            faults.Add(ContactErrors.FieldsTooLong);
        return Error.Join(faults) is { } fault ? fault : fields;
    }

    /// <summary>Reads what is stored.</summary>
    public static ContactFields Parse(string json) =>
        new((JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>These fields, and of the others those that are missing here.</summary>
    public Result<ContactFields> UnitedWith(ContactFields others) =>
        Of(_values.AddRange(others._values.Where(o => !_values.ContainsKey(o.Key))).Select(v => KeyValuePair.Create(v.Key, (string?)v.Value)));

    public string ToJson() => JsonSerializer.Serialize(_values, Json);

    // What {{column}} of a campaign's parameters can name.
    [GeneratedRegex(@"^[\p{L}\p{N}_ .-]{1,60}$", RegexOptions.None, 1000)]
    private static partial Regex NamePattern();
}
