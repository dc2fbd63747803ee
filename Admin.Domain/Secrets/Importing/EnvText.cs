using System.Text;

namespace Admin.Domain.Secrets.Importing;

/// <summary>Writes lines that <see cref="EnvFile"/> and the usual libraries read back to the same value.</summary>
internal static class EnvText
{
    /// <summary>Whether a .env file can carry this at all.</summary>
    public static bool CanCarry(string name, string value) => EnvFile.IsName(name) && !EnvFile.HasControlCharacters(value);

    /// <summary>One entry with its line end. Single quotes where they do, because nothing in them means anything else.</summary>
    public static string Line(string name, string value)
    {
        if (value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '@' or '+' or ',' or '='))
            return $"{name}={value}\n";
        if (!value.AsSpan().ContainsAny("'\\\r\n"))
            return $"{name}='{value}'\n";
        var quoted = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            quoted.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '$' => "\\$",
                '\n' => "\\n",
                '\r' => "\\r",
                _ => c.ToString(),
            });
        }

        return $"{name}=\"{quoted}\"\n";
    }
}
