using Admin.Domain.Secrets.Importing;
using FsCheck;
using FsCheck.Fluent;

namespace Admin.Tests.Domain.Secrets.Importing;

public sealed class EnvFileTests
{
    [Theory]
    [InlineData("A=1", "1")]
    [InlineData("export A=1", "1")]
    [InlineData("export\tA=1", "1")]
    [InlineData("  A  =  1  ", "1")]
    [InlineData("A=postgres://u:p@h/db?a=b=c", "postgres://u:p@h/db?a=b=c")]
    [InlineData("A=one two # three", "one two")]
    [InlineData("A=one#two", "one#two")]
    [InlineData("A=#one", "#one")]
    [InlineData("A='one # two'", "one # two")]
    [InlineData("A='a\\nb'", "a\\nb")]
    [InlineData("A='it\\'s'", "it's")]
    [InlineData("A=\"a\\nb\\tc\"", "a\nb\tc")]
    [InlineData("A=\"say \\\"hi\\\" \\\\ \\$5\"", "say \"hi\" \\ $5")]
    [InlineData("A=\"a\\qb\"", "a\\qb")]
    [InlineData("A=\"one\ntwo\" # three", "one\ntwo")]
    [InlineData("A='one\r\ntwo'", "one\ntwo")]
    [InlineData("A=`say \"it's\" \\n`", "say \"it's\" \\n")]
    [InlineData("A=${B}-x", "${B}-x")]
    [InlineData("A=\"\u00e7\u00e3o \U0001F511\"", "\u00e7\u00e3o \U0001F511")]
    [InlineData("A=-----BEGIN X-----abc-----END X-----", "-----BEGIN X-----abc-----END X-----")]
    public void Read_AValueInAnyForm_IsItself(string line, string value)
    {
        var entry = Assert.Single(EnvFile.Read(line));

        Assert.Null(entry.Fault);
        Assert.Equal(("A", value), (entry.Name, Value(entry)));
    }

    [Fact]
    public void Read_CommentsBlankLinesAndLineEndsOfAllSystems_KeepTheLineNumbers()
    {
        var entries = EnvFile.Read("# head\r\n\r\nA=1\n\n  # more\rB=\"x\ny\"\nC=3");

        Assert.Equal([("A", "1", 3), ("B", "x\ny", 6), ("C", "3", 8)], entries.Select(e => (e.Name!, Value(e), e.Position.Line!.Value)));
    }

    [Theory]
    [InlineData("just words", "secret_import_no_equals")]
    [InlineData("1A=x", "secret_import_name_invalid")]
    [InlineData("A B=x", "secret_import_name_invalid")]
    [InlineData("=x", "secret_import_name_invalid")]
    [InlineData("\u00c7A=x", "secret_import_name_invalid")]
    [InlineData("A=\"open", "secret_import_quote_open")]
    [InlineData("A='one' two", "secret_import_after_quote")]
    [InlineData("A=\"one\"two", "secret_import_after_quote")]
    [InlineData("A=a\0b", "secret_import_control_characters")]
    [InlineData("A=\"a\\bb\"", "secret_import_control_characters")]
    public void Read_ABadLine_IsNamedByItsNumberAndTheNextOneIsRead(string line, string code)
    {
        var entries = EnvFile.Read($"FIRST=1\n{line}\nLAST=3");

        Assert.Equal([null, code, null], entries.Select(e => e.Fault?.Code));
        Assert.Equal([1, 2, 3], entries.Select(e => e.Position.Line!.Value));
    }

    [Fact]
    public void Read_AKeyOfSeveralLinesWithoutQuotes_IsOneBadEntry()
    {
        var entries = EnvFile.Read("A=-----BEGIN KEY-----\nMIIE=\nabcd==\n-----END KEY-----\nB=2");

        Assert.Equal(["secret_import_unquoted_lines", null], entries.Select(e => e.Fault?.Code));
        Assert.Equal(("B", 5), (entries[1].Name, entries[1].Position.Line));
    }

    [Fact]
    public void Read_ALineThatMayBeAValue_ShowsNothingOfIt() =>
        Assert.All(EnvFile.Read("sk-live-51c0de\nsk live=51c0de"), e => Assert.Null(e.Name));

    [Fact]
    public void Read_EmptyValues_AreThereToBeRefused() =>
        Assert.All(EnvFile.Read("A=\nB=\"\"\nC=''\nD= # nothing"), e => Assert.Equal("secret_value_empty", e.Value!.Read().Error?.Code));

    [Fact]
    public void Line_OfAnyPairs_IsReadBackAsThem()
    {
        var names = from first in Gen.Elements("ABCxyz_".ToCharArray())
                    from rest in Gen.Elements("ABCxyz_019.-".ToCharArray()).ListOf()
                    select first + string.Concat(rest.Take(30));
        var values = Gen.Elements("a", "B", "7", " ", "=", "#", "'", "\"", "`", "\\", "\n", "\r", "\t", "$", "{", "}", "\\n", "export ", "\u00e9", "\U0001F511", ",", ";", "-----BEGIN ").ListOf().Select(string.Concat);
        var pairs = from name in names from value in values where value.Length > 0 select (name, value);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(pairs.ListOf().ToArbitrary(), given =>
        {
            var text = string.Concat(given.Select(p => EnvText.Line(p.name, p.value)));
            return EnvFile.Read(text).Select(e => (e.Name!, Value(e))).SequenceEqual(given);
        }));
    }

    [Fact]
    public void Read_AnyPiecesOfSyntax_NeverThrows() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(
            Gen.Elements("A", "=", "\"", "'", "`", "\\", "\n", "\r\n", "#", " ", "export ", "export", "\0", "-----BEGIN ", "-----END ", "\ud800").ListOf().Select(string.Concat).ToArbitrary(),
            text => EnvFile.Read(text) is not null));

    private static string Value(ImportEntry entry) => entry.Value!.Read().Value.GetText();
}
