using System.Text;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets.Importing;

/// <summary>
/// Reads what people's .env files hold, as the usual libraries do where they agree: comments, <c>export</c>, blanks around the
/// equals sign, single, double and back quotes, values of several lines in quotes, a comment after a value. References such as
/// <c>${OTHER}</c> stay as they are written. Pure; what a bad line holds is shown nowhere.
/// </summary>
internal sealed class EnvFile
{
    private const string Export = "export";
    private const string PemBegin = "-----BEGIN ";
    private const string PemEnd = "-----END ";

    private readonly string _text;
    private int _at;
    private int _line = 1;

    private EnvFile(string text) => _text = text;

    private bool AtEnd => _at >= _text.Length;

    private bool AtLineEnd => AtEnd || _text[_at] == '\n';

    /// <summary>Every entry in order; line ends of all systems count as one.</summary>
    public static List<ImportEntry> Read(string text) =>
        new EnvFile(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')).ReadAll();

    private List<ImportEntry> ReadAll()
    {
        List<ImportEntry> entries = [];
        // Whoever judges them refuses more than that anyway.
        while (!AtEnd && entries.Count <= SecretImportErrors.MaxEntries)
        {
            var (start, line) = (_at, _line);
            SkipBlanks();
            if (AtLineEnd || _text[_at] == '#')
            {
                SkipLine();
                continue;
            }

            var entry = ReadEntry();
            entries.Add(entry);
            // Whatever was read of a bad entry may belong to the next ones: only its first line is passed over.
            if (entry.Fault is not null && entry.Fault != SecretImportErrors.UnquotedLines)
                (_at, _line) = (start, line);
            SkipLine();
        }

        return entries;
    }

    private ImportEntry ReadEntry()
    {
        var position = new ImportPosition(_line, null);
        SkipExport();
        var start = _at;
        while (!AtLineEnd && _text[_at] != '=')
            _at++;
        if (AtLineEnd)
            return ImportEntry.Bad(position, null, SecretImportErrors.LineWithoutEquals);
        var name = _text[start.._at].TrimEnd(' ', '\t');
        if (!IsName(name))
            return ImportEntry.Bad(position, null, SecretImportErrors.NameInvalid);
        _at++;
        var value = ReadValue();
        if (value.Failed)
            return ImportEntry.Bad(position, name, value.Error);
        return HasControlCharacters(value.Value)
            ? ImportEntry.Bad(position, name, SecretImportErrors.ControlCharacters)
            : new ImportEntry(position, name, new SecretInput(value.Value));
    }

    private Result<string> ReadValue()
    {
        var before = _at;
        SkipBlanks();
        if (AtLineEnd || (_text[_at] == '#' && _at > before))
            return "";
        return _text[_at] is '"' or '\'' or '`' ? ReadQuoted(_text[_at]) : ReadPlain();
    }

    private Result<string> ReadQuoted(char quote)
    {
        var value = new StringBuilder();
        for (_at++; !AtEnd && _text[_at] != quote; _at++)
        {
            var c = _text[_at];
            if (c == '\n')
                _line++;
            if (c == '\\' && _at + 1 < _text.Length && Unescaped(quote, _text[_at + 1]) is { } meant)
            {
                value.Append(meant);
                _at++;
            }
            else
            {
                value.Append(c);
            }
        }

        if (AtEnd)
            return SecretImportErrors.QuoteOpen;
        _at++;
        SkipBlanks();
        return AtLineEnd || _text[_at] == '#' ? value.ToString() : SecretImportErrors.AfterQuote;
    }

    private Result<string> ReadPlain()
    {
        var start = _at;
        while (!AtLineEnd && !(_text[_at] == '#' && _text[_at - 1] is ' ' or '\t'))
            _at++;
        var value = _text[start.._at].TrimEnd(' ', '\t');
        if (!value.StartsWith(PemBegin, StringComparison.Ordinal) || value.Contains(PemEnd, StringComparison.Ordinal))
            return value;
        // The lines of a key would read as further entries, with pieces of the key as their names.
        SkipPem();
        return SecretImportErrors.UnquotedLines;
    }

    private void SkipPem()
    {
        while (!AtEnd)
        {
            var start = _at;
            while (!AtLineEnd)
                _at++;
            if (_text.AsSpan(start, _at - start).Contains(PemEnd, StringComparison.Ordinal))
                return;
            SkipLine();
        }
    }

    private void SkipExport()
    {
        var after = _at + Export.Length;
        if (after >= _text.Length || string.CompareOrdinal(_text, _at, Export, 0, Export.Length) != 0 || _text[after] is not (' ' or '\t'))
            return;
        _at = after;
        SkipBlanks();
        // "export = x" sets something that is called export.
        if (!AtEnd && _text[_at] == '=')
            _at = after - Export.Length;
    }

    private void SkipBlanks()
    {
        while (!AtEnd && _text[_at] is ' ' or '\t')
            _at++;
    }

    private void SkipLine()
    {
        while (!AtLineEnd)
            _at++;
        if (AtEnd)
            return;
        _at++;
        _line++;
    }

    /// <summary>What a backslash and this character mean within these quotes; null: just the two of them.</summary>
    private static char? Unescaped(char quote, char c) => (quote, c) switch
    {
        ('`', _) => null,
        (_, '\\' or '\'') => c,
        ('\'', _) => null,
        (_, '"' or '$') => c,
        (_, 'n') => '\n',
        (_, 'r') => '\r',
        (_, 't') => '\t',
        (_, 'f') => '\f',
        (_, 'b') => '\b',
        (_, 'a') => '\a',
        (_, 'v') => '\v',
        _ => null,
    };

    public static bool IsName(string name) =>
        name.Length is > 0 and <= Secret.NameMaxLength && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');

    public static bool HasControlCharacters(string value) => value.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));
}
