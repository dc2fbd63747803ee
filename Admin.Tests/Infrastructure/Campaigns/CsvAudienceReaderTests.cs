using System.Text;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Infrastructure.Campaigns;
using Microsoft.Extensions.Options;

namespace Admin.Tests.Infrastructure.Campaigns;

public sealed class CsvAudienceReaderTests
{
    private readonly CampaignOptions _options = new();

    [Fact]
    public async Task Read_PhonesAsPeopleWriteThem_AreNormalized()
    {
        var file = await ReadOkAsync("phone,name\n+5511987000001,Ana\n(11) 98700-0002,Bia\n011 98700 0003,Caio\n+1 202 555 0143,Dan\n");

        Assert.Equal(["+5511987000001", "+5511987000002", "+5511987000003", "+12025550143"], file.Rows.Select(r => r.Phone));
        Assert.Equal(["name"], file.Columns);
        Assert.Equal("""{"name":"Ana"}""", file.Rows[0].Fields);
    }

    [Fact]
    public async Task Read_SemicolonsByteOrderMarkAndQuotedLineBreak_AreUnderstood()
    {
        var file = await ReadOkAsync("\uFEFFName;PHONE\r\n\"Souza;\r\nMaria\";+5511987000001\r\n\r\nJoão;+5511987000002\r\n");

        Assert.Equal(2, file.Rows.Count);
        Assert.Contains("João", System.Text.Json.JsonDocument.Parse(file.Rows[1].Fields).RootElement.GetProperty("name").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_BadLines_AreRejectedWithLineAndReason()
    {
        var file = await ReadOkAsync("phone,name\nnonsense,A\n,B\n+5511987000001,C,D\n+5511987000002,E\n+5511987000002,F\n12345,G\n");

        Assert.Equal([(2, "phone_invalid"), (3, "phone_missing"), (4, "wrong_number_of_columns"), (7, "phone_invalid")], file.Rejected.Select(r => (r.Line, r.Reason)));
        Assert.Equal(1, file.Duplicates);
        Assert.Single(file.Rows);
    }

    [Theory]
    [InlineData("", "csv_empty")]
    [InlineData("\n\n", "csv_empty")]
    [InlineData("telefone,nome\n+5511987000001,Ana\n", "csv_no_phone_column")]
    [InlineData("phone,name,name\n", "csv_duplicate_column")]
    [InlineData("phone,,name\n", "csv_empty_column")]
    [InlineData("phone,name\n+5511987000001,\"Ana\n+5511987000002,Bia\n", "csv_broken_quotes")]
    [InlineData("phone,name\n+5511987000001,An\"a\n", "csv_broken_quotes")]
    public async Task Read_FaultOfTheWholeFile_IsAnErrorWithACode(string csv, string code) => Assert.Equal(code, (await ReadAsync(Encoding.UTF8.GetBytes(csv))).Error?.Code);

    [Fact]
    public async Task Read_Latin1_IsRefused() =>
        Assert.Equal("csv_encoding", (await ReadAsync(Encoding.Latin1.GetBytes("phone,name\n+5511987000001,João\n"))).Error?.Code);

    [Fact]
    public async Task Read_Utf16_IsRefused() =>
        Assert.Equal("csv_encoding", (await ReadAsync([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("phone\n+5511987000001\n")])).Error?.Code);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Read_Utf16WithoutAMark_IsRefused(string encoding) =>
        Assert.Equal("csv_encoding", (await ReadAsync(Encoding.GetEncoding(encoding).GetBytes("phone\n+5511987000001\n"))).Error?.Code);

    [Fact]
    public async Task Read_TenMegabyteLine_IsRefusedNamingTheLine()
    {
        var error = (await ReadAsync(Encoding.UTF8.GetBytes("phone,name\n+5511987000001," + new string('x', 10_000_000) + "\n"))).Error;

        Assert.Equal("csv_line_too_long", error?.Code);
        Assert.Contains(KeyValuePair.Create("line", (object)2), error!.Args);
    }

    [Fact]
    public async Task Read_QuoteThatIsNeverClosedInALongFile_IsRefused()
    {
        var lines = string.Concat(Enumerable.Range(0, 30_000).Select(i => $"+55119{87000000 + i},x\n"));

        Assert.Equal("csv_broken_quotes", (await ReadAsync(Encoding.UTF8.GetBytes("phone,name\n+5511986000000,\"open\n" + lines))).Error?.Code);
    }

    [Fact]
    public async Task Read_MoreLinesOrBytesThanAccepted_IsRefused()
    {
        _options.MaxAudienceRows = 1;
        Assert.Equal("csv_too_many_rows", (await ReadAsync("phone\n+5511987000001\n+5511987000002\n"u8.ToArray())).Error?.Code);

        _options.MaxAudienceBytes = 1024;
        Assert.Equal("csv_too_large", (await ReadAsync(Encoding.UTF8.GetBytes("phone\n" + new string('\n', 2000)))).Error?.Code);
    }

    private async Task<AudienceFile> ReadOkAsync(string csv)
    {
        var read = await ReadAsync(Encoding.UTF8.GetBytes(csv));
        Assert.Null(read.Error);
        return read.Value;
    }

    private async Task<Result<AudienceFile>> ReadAsync(byte[] csv)
    {
        using var stream = new MemoryStream(csv);
        return await new CsvAudienceReader(new LibPhoneNumbers(), Options.Create(_options)).ReadAsync(stream, "BR", CancellationToken.None);
    }
}
