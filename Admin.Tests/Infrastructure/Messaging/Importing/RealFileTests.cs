using System.Text;
using Admin.Domain.Messaging.Importing;
using Admin.Tests.Support;

namespace Admin.Tests.Infrastructure.Messaging.Importing;

/// <summary>Files as people have them, kept byte for byte beside this test.</summary>
public sealed class RealFileTests : IAsyncLifetime
{
    private ImportWorld _imports = null!;

    public async ValueTask InitializeAsync() => _imports = new ImportWorld(await World.CreateAsync());

    public ValueTask DisposeAsync() => _imports.World.DisposeAsync();

    [Theory]
    [InlineData("excel-brasil.csv", CsvEncoding.Windows1252, CsvSeparator.Semicolon, true)]
    [InlineData("utf8-bom.csv", CsvEncoding.Utf8, CsvSeparator.Comma, true)]
    [InlineData("excel-unicode.txt", CsvEncoding.Utf16Le, CsvSeparator.Tab, true)]
    [InlineData("tabs.tsv", CsvEncoding.Utf8, CsvSeparator.Tab, true)]
    [InlineData("no-header.csv", CsvEncoding.Utf8, CsvSeparator.Pipe, false)]
    [InlineData("mixed-mostly-utf8.csv", CsvEncoding.Utf8, CsvSeparator.Semicolon, true)]
    [InlineData("mixed-mostly-1252.csv", CsvEncoding.Windows1252, CsvSeparator.Semicolon, true)]
    public async Task Upload_AnyKind_IsUnderstood(string file, CsvEncoding encoding, CsvSeparator separator, bool hasHeader)
    {
        var import = (await _imports.UploadAsync(file)).Value;

        Assert.Equal(ContactImportState.Uploaded, import.State);
        Assert.Equal((encoding, separator, hasHeader), (import.Format.Encoding, import.Format.Separator, import.Format.HasHeader));
        Assert.Single(import.Columns, c => c.Use == ColumnUse.Phone);
    }

    [Fact]
    public async Task Import_BrazilianExcel_KeepsAccentsQuotesAndDecimalCommas()
    {
        var import = await _imports.ImportedAsync("excel-brasil.csv");
        var contacts = await _imports.ContactsAsync();

        Assert.Equal((ContactImportState.Completed, 3, 0), (import.State, import.Added, import.Rejected));
        Assert.Equal(["+5511987654321", "+5521998765432", "+553133334444"], contacts.Select(c => c.Phone));
        Assert.Equal("João Conceição", contacts[0].Name);
        Assert.Equal("joao conceicao", contacts[0].SearchName);
        var fields = ImportWorld.FieldsOf(contacts[0]);
        Assert.Equal(("1.234,56", "São Paulo", "Pediu \"urgência\"; ligar à tarde"), (fields["saldo"], fields["cidade"], fields["observações"]));
    }

    [Fact]
    public async Task Import_ExcelUnicodeText_BringsTags()
    {
        var import = await _imports.ImportedAsync("excel-unicode.txt");

        Assert.Equal((2, 0), (import.Added, import.Rejected));
        Assert.Equal(["Álvaro", "Zoë"], (await _imports.ContactsAsync()).Select(c => c.Name));
    }

    [Theory]
    [InlineData("mixed-mostly-utf8.csv", 4)]
    [InlineData("mixed-mostly-1252.csv", 6)]
    public async Task Check_MixedEncodings_RejectsTheLineThatDoesNotFitAndNoOther(string file, int line)
    {
        var import = await _imports.CheckedAsync(file);

        Assert.True(import.Format.IsMixed);
        Assert.Equal([new RejectedLine(line, RejectReasons.Unreadable)], import.FirstRejected);
        Assert.Equal(import.Rows - 1, import.People);
    }

    [Fact]
    public async Task Check_QuoteThatNeverCloses_CostsItsOwnLineOnly()
    {
        var import = await _imports.CheckedAsync("unclosed-quote.csv");

        Assert.Equal([new RejectedLine(3, RejectReasons.BrokenQuotes)], import.FirstRejected);
        Assert.Equal(4, import.People);
    }

    [Fact]
    public async Task Check_DuplicateAndEmptyColumns_AreLeftOutUntilSomebodySaysWhatTheyAre()
    {
        var import = await _imports.CheckedAsync("duplicate-columns.csv");

        Assert.Equal([ColumnUse.Phone, ColumnUse.Name, ColumnUse.Field, ColumnUse.Ignored, ColumnUse.Ignored], import.Columns.Select(c => c.Use));
        Assert.Equal([(3, RejectReasons.WrongNumberOfColumns), (4, RejectReasons.WrongNumberOfColumns)], import.FirstRejected.Select(r => (r.Line, r.Reason)));
        Assert.Equal(2, import.People);
    }

    [Fact]
    public async Task Import_OnePhoneInTenSpellings_IsOneContactWithTheLastName()
    {
        var import = await _imports.ImportedAsync("ten-phones.csv");
        var contact = Assert.Single(await _imports.ContactsAsync());

        Assert.Equal((10, 9, 1, 0), (import.Rows, import.Duplicates, import.Added, import.Rejected));
        Assert.Equal(("+5511987654321", "Name 9"), (contact.Phone, contact.Name));
    }

    [Fact]
    public async Task Upload_WorkbookNamedCsv_IsRefusedWithAdviceAndDeleted()
    {
        var refused = await _imports.UploadAsync("workbook.csv");

        Assert.Equal("contact_import_workbook", refused.Error?.Code);
        var import = Assert.Single((await _imports.World.Get<ContactImportReader>().ListAsync(_imports.World.Acme.Admin, new(), CancellationToken.None)).Value.Items);
        Assert.Equal((ContactImportState.Failed, "contact_import_workbook"), (import.State, import.Fault));
        Assert.False(_imports.World.Get<IImportFiles>().Has(import.Id, ImportFile.Upload));
    }

    [Theory]
    [InlineData("", "contact_import_empty")]
    [InlineData("\n\n", "contact_import_empty")]
    [InlineData("\0\u0001\u0002binary\0", "contact_import_not_text")]
    [InlineData("%PDF-1.7", "contact_import_not_text")]
    public async Task Upload_NothingOrNoText_IsRefused(string content, string code)
    {
        var bytes = Encoding.Latin1.GetBytes(content);
        if (bytes.Length == 0)
            Assert.Equal("contact_import_size", (await _imports.World.Get<ContactImportUploads>().CreateAsync(_imports.World.Acme.Admin, new ContactImportDraft("x.csv", 0, 1), CancellationToken.None)).Error?.Code);
        else
            Assert.Equal(code, (await _imports.UploadAsync("x.csv", bytes)).Error?.Code);
    }

    [Fact]
    public async Task Check_OneRowOfTenMegabytes_IsRejectedWithItsLine()
    {
        var text = new StringBuilder("phone,name\n+5511987000001,Ana\n+5511987000002,").Append('x', 10_000_000).Append("\n+5511987000003,Caio\n");

        var import = await _imports.CheckedAsync("huge.csv", Encoding.UTF8.GetBytes(text.ToString()));

        Assert.Equal([new RejectedLine(3, RejectReasons.LineTooLong)], import.FirstRejected);
        Assert.Equal(2, import.People);
        Assert.True((await _imports.RejectedAsync(import.Id)).Length < 2_000);
    }

    [Fact]
    public async Task Rejected_RowsWithFormulas_CannotRunInASpreadsheet()
    {
        var import = await _imports.CheckedAsync("x.csv", Encoding.UTF8.GetBytes("phone,name\nnonsense,=cmd()\n,@SUM(A1)\n+5511987000001,Ana\n"));

        Assert.Equal("line,reason,phone,name\r\n2,phone_invalid,nonsense,'=cmd()\r\n3,phone_missing,,'@SUM(A1)\r\n", await _imports.RejectedAsync(import.Id));
    }
}
