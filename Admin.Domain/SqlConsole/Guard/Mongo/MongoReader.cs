using System.Text;
using Admin.Domain.SqlConsole.Guard.Lexing;

namespace Admin.Domain.SqlConsole.Guard.Mongo;

/// <summary>The characters of a shell statement. The first fault stays and ends the reading.</summary>
internal sealed class MongoReader(string text)
{
    private int _tokens;

    public int At { get; private set; }

    public MongoFault? Fault { get; private set; }

    public bool AtEnd => At >= text.Length;

    private char Current => At < text.Length ? text[At] : '\0';

    public void Fail(string code, int? at = null, string? subject = null)
    {
        Fault ??= new MongoFault(code, at ?? Math.Min(At, text.Length), subject is { Length: > GuardLimits.MaxSubjectLength } ? subject[..GuardLimits.MaxSubjectLength] : subject);
        At = text.Length;
    }

    public void Space()
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' or '\n' or '\r')
                At++;
            else if (Current == '/' && Ahead is '/' or '*')
                Comment();
            else
                return;
        }
    }

    public bool Peek(char c)
    {
        Space();
        return Current == c && !AtEnd;
    }

    public bool Take(char c)
    {
        if (!Peek(c))
            return false;
        At++;
        Count();
        return true;
    }

    public void Expect(char c)
    {
        if (!Take(c))
            Fail(GuardCodes.Unreadable);
    }

    public bool PeekQuote() => Current is '"' or '\'' && !AtEnd;

    public bool PeekNumber() => char.IsAsciiDigit(Current) || (Current is '-' or '+' or '.' && (char.IsAsciiDigit(Ahead) || Ahead is '.' or 'I'));

    public string Name()
    {
        var start = At;
        while (Characters.ContinuesWord(Current))
            At++;
        if (At == start || char.IsAsciiDigit(text[start]))
            Fail(GuardCodes.Unreadable, start);
        Count();
        return At > start && Fault is null ? text[start..At] : "";
    }

    /// <summary>An unquoted field name; unlike a name it may be a number.</summary>
    public string Key()
    {
        var start = At;
        while (Characters.ContinuesWord(Current))
            At++;
        if (At == start)
            Fail(GuardCodes.Unreadable, start);
        Count();
        return Fault is null ? text[start..At] : "";
    }

    public string Number()
    {
        var start = At++;
        while (char.IsAsciiLetterOrDigit(Current) || Current == '.' || (Current is '-' or '+' && text[At - 1] is 'e' or 'E'))
            At++;
        var number = text[start..At];
        if (number != "-Infinity" && !double.TryParse(number, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _))
            Fail(GuardCodes.Unreadable, start);
        Count();
        return number;
    }

    public string Text()
    {
        var (start, quote, value) = (At, Current, new StringBuilder());
        for (At++; !AtEnd && Current != quote && Current is not ('\n' or '\r' or '\0'); At++)
        {
            if (Current == '\\')
                Escape(value);
            else
                value.Append(Current);
        }
        if (AtEnd || Current != quote)
            Fail(GuardCodes.Unreadable, start);
        At++;
        Count();
        var result = value.ToString();
        if (Characters.LoneSurrogate(result) is not null)
            Fail(GuardCodes.Unreadable, start);
        return result;
    }

    /// <summary>The pattern as written, and the options behind it.</summary>
    public (string Pattern, string Options) Regex()
    {
        var start = At;
        var inClass = false;
        for (At++; !AtEnd && Current != '\n' && (inClass || Current != '/'); At++)
        {
            if (Current == '\\')
                At++;
            else if (Current is '[' or ']')
                inClass = Current == '[';
        }
        if (Current != '/' || AtEnd)
            Fail(GuardCodes.Unreadable, start);
        var end = At;
        for (At++; char.IsAsciiLetter(Current);)
            At++;
        Count();
        return Fault is null ? (text[(start + 1)..end], text[(end + 1)..At]) : ("", "");
    }

    /// <summary>Behind the statement only a semicolon may stand.</summary>
    public void End()
    {
        while (Take(';'))
        {
        }
        Space();
        if (!AtEnd)
            Fail(text[At] == 'd' ? GuardCodes.MultipleStatements : GuardCodes.NotUnderstood);
    }

    private char Ahead => At + 1 < text.Length ? text[At + 1] : '\0';

    private void Escape(StringBuilder value)
    {
        At++;
        if (Current is 'u' or 'x')
            CodeUnit(value, Current == 'u' ? 4 : 2);
        else if (Current is 'n' or 't' or 'r' or 'b' or 'f' or 'v' or '0')
            value.Append("\n\t\r\b\f\v\0"["ntrbfv0".IndexOf(Current, StringComparison.Ordinal)]);
        else if (char.IsAsciiLetterOrDigit(Current) || Current is '\n' or '\r')
            Fail(GuardCodes.Unreadable);
        else if (!AtEnd)
            value.Append(Current);
    }

    private void CodeUnit(StringBuilder value, int digits)
    {
        if (At + digits < text.Length && ushort.TryParse(text.AsSpan(At + 1, digits), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var unit))
        {
            value.Append((char)unit);
            At += digits;
        }
        else
            Fail(GuardCodes.Unreadable);
    }

    private void Comment()
    {
        var block = Ahead == '*';
        var end = text.IndexOf(block ? "*/" : "\n", At + 2, StringComparison.Ordinal);
        if (end < 0 && block)
            Fail(GuardCodes.Unreadable);
        else
            At = end < 0 ? text.Length : end + (block ? 2 : 1);
    }

    private void Count()
    {
        if (++_tokens > GuardLimits.MaxTokens)
            Fail(GuardCodes.TooDeep);
    }
}
