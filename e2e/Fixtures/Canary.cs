using System.Text;

namespace Admin.E2E.Fixtures;

/// <summary>A value that is planted as a secret and must turn up nowhere else, in none of the forms that it could be written in.</summary>
internal sealed class Canary
{
    private readonly IReadOnlyList<byte[]> _forms;

    public Canary(string value)
    {
        Value = value;
        var bytes = Encoding.UTF8.GetBytes(value);
        string[] texts =
        [
            value, Convert.ToBase64String(bytes).TrimEnd('='), Convert.ToHexString(bytes), Convert.ToHexStringLower(bytes),
            new([.. value.Reverse()]),
        ];
        _forms = [.. texts.Select(Encoding.UTF8.GetBytes), Encoding.Unicode.GetBytes(value)];
    }

    public string Value { get; }

    public bool IsIn(ReadOnlySpan<byte> content)
    {
        foreach (var form in _forms)
        {
            if (content.IndexOf(form) >= 0)
                return true;
        }

        return false;
    }

    public bool IsIn(string text) => IsIn(Encoding.UTF8.GetBytes(text));
}
