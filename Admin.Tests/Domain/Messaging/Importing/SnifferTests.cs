using System.Text;
using Admin.Domain.Messaging.Importing;

namespace Admin.Tests.Domain.Messaging.Importing;

/// <summary>What a file is told by its bytes and its first rows.</summary>
public sealed class SnifferTests
{
    private static readonly Encoding Latin = CsvEncoding.Windows1252.Decoder();

    [Fact]
    public void Encoding_OfEachKind_IsFoundInAnyPieces()
    {
        const string Text = "nome;Ação\nJoão;Conceição €\n";
        Assert.All([1, 2, 3, 7, 1000], size =>
        {
            Assert.Equal((CsvEncoding.Utf8, false), Of(Encoding.UTF8.GetBytes(Text), size));
            Assert.Equal((CsvEncoding.Utf8, false), Of([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text)], size));
            Assert.Equal((CsvEncoding.Utf16Le, false), Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text)], size));
            Assert.Equal((CsvEncoding.Utf16Be, false), Of([.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(Text)], size));
            Assert.Equal((CsvEncoding.Utf16Le, false), Of(Encoding.Unicode.GetBytes(Text), size));
            Assert.Equal((CsvEncoding.Windows1252, false), Of(Latin.GetBytes(Text), size));
            Assert.Equal((CsvEncoding.Utf8, false), Of("plain;ascii\n"u8.ToArray(), size));
            Assert.Equal((CsvEncoding.Utf8, true), Of([.. Encoding.UTF8.GetBytes(Text), .. Latin.GetBytes("é\n")], size));
        });
    }

    [Theory]
    [InlineData("João", false)]
    [InlineData("SÃO PAULO", false)]
    [InlineData("Âncora", false)]
    [InlineData("JoÃ£o", true)]
    [InlineData("50 â‚¬", true)]
    [InlineData("plain", false)]
    public void LooksLikeUtf8_TextReadAsWindows1252_IsTold(string text, bool expected) => Assert.Equal(expected, CsvEncodings.LooksLikeUtf8(text));

    [Theory]
    [InlineData("a;b\n1;1,50\n2;2,50\n", CsvSeparator.Semicolon)]
    [InlineData("a,b\n1,x;y\n2,z\n", CsvSeparator.Comma)]
    [InlineData("a\tb\n1\t2\n", CsvSeparator.Tab)]
    [InlineData("a|b\n1|2\n", CsvSeparator.Pipe)]
    [InlineData("phone\n+5511987000001\n", CsvSeparator.Comma)]
    [InlineData("sep=|\na,b|c\n", CsvSeparator.Pipe)]
    [InlineData("\"a;b;c\",d\n\"e;f\",g\n", CsvSeparator.Comma)]
    [InlineData("a,b,c\n1,2,3\n\"open", CsvSeparator.Comma)]
    public void Separator_OfFirstRows_IsFound(string text, CsvSeparator expected) => Assert.Equal(expected, SeparatorSniffer.Of(text, isWhole: true));

    private static (CsvEncoding, bool) Of(byte[] bytes, int size)
    {
        var sniffer = new EncodingSniffer();
        foreach (var piece in bytes.Chunk(size))
            sniffer.Take(piece);
        var found = sniffer.End().Value;
        return (found.Encoding, found.IsMixed);
    }
}
