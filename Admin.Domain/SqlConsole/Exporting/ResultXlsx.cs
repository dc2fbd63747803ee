using System.IO.Compression;
using System.Text;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Domain.SqlConsole.Exporting;

/// <summary>
/// A result as a workbook of one sheet, zipped while it is written. A result never has as many rows or columns as a sheet
/// takes; only a text may be too long for a cell, and then ends by saying so.
/// </summary>
internal static class ResultXlsx
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string SheetTypes = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    // Everything but the sheet, which is the same for every result. Styles by number: 0 plain, 1 head, 2 text that begins like a formula.
    private static readonly (string Name, string Content)[] Frame =
    [
        ("[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{SheetTypes}.sheet.main+xml\"/>"
            + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{SheetTypes}.styles+xml\"/>"
            + $"<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{SheetTypes}.worksheet+xml\"/></Types>"),
        ("_rels/.rels",
            $"<Relationships xmlns=\"{PackageRelations}\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ("xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"Result\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"{PackageRelations}\"><Relationship Id=\"r1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + $"<Relationship Id=\"r2\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>"),
        ("xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border/></borders>"
            + "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf xfId=\"0\"/><xf xfId=\"0\" fontId=\"1\" applyFont=\"1\"/>"
            + "<xf xfId=\"0\" numFmtId=\"49\" quotePrefix=\"1\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"),
    ];

    public static async Task WriteAsync(ResultBuffer results, Stream target, CancellationToken ct)
    {
        await using var awaited = new AwaitedStream(target);
        await using (var zip = await ZipArchive.CreateAsync(awaited, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct))
        {
            foreach (var (name, content) in Frame)
                await AddAsync(zip, name, part => part.WriteAsync($"{Declaration}{content}".AsMemory(), ct), ct);
            await AddAsync(zip, "xl/worksheets/sheet1.xml", sheet => WriteSheetAsync(results, sheet, ct), ct);
        }
        await awaited.FlushAsync(ct);
    }

    private static async Task AddAsync(ZipArchive zip, string name, Func<StreamWriter, Task> write, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await using var writer = new StreamWriter(entry, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024, leaveOpen: true);
        await write(writer);
    }

    private static async Task WriteSheetAsync(ResultBuffer results, StreamWriter sheet, CancellationToken ct)
    {
        const string FrozenHead = "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>";
        await sheet.WriteAsync($"{Declaration}<worksheet xmlns=\"{Main}\">{FrozenHead}<sheetData>".AsMemory(), ct);
        var line = new StringBuilder("<row>");
        foreach (var column in results.Columns)
            XlsxCell.AppendHead(line, column.Name);
        await sheet.WriteAsync(line.Append("</row>"), ct);
        foreach (var row in results.Rows)
        {
            line.Clear().Append("<row>");
            foreach (var value in row)
                XlsxCell.Append(line, value);
            await sheet.WriteAsync(line.Append("</row>"), ct);
        }
        await sheet.WriteAsync("</sheetData></worksheet>".AsMemory(), ct);
    }
}
