using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Shows the first rows of a file as they would be imported, before anything is decided.</summary>
public sealed class ContactImportPreviews(IAdminDb adminDb, Access access, IPhoneNumbers phones, IImportFiles files, ImportText text)
{
    private const string Hidden = "•••";

    /// <summary>Reads the file's beginning as <paramref name="format"/> says.</summary>
    /// <param name="columns">What the columns are; null: as their names propose.</param>
    public async Task<Result<ImportPreview>> ReadAsync(Actor actor, ContactImportId id, ImportFormat format, IReadOnlyList<ImportColumn>? columns, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Contacts.Write, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<ContactImport>().AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, ct) is not { } import)
            return ImportErrors.NotFound;
        if (import.State == ContactImportState.Uploading || import.IsEnded)
            return ImportErrors.WrongState;
        if (!files.Has(id, ImportFile.Upload))
            return ImportErrors.FileLost;
        var region = await db.Set<Organization>().Where(o => o.Id == import.OrganizationId).Select(o => o.DefaultRegion).FirstAsync(ct);
        // What the file was found to be is no choice.
        var read = format with { IsMixed = import.IsMixed };
        var known = columns is null ? text.Propose(id, read, region) : columns.ToList();
        if (known.Failed)
            return known.Error;
        return Rows(id, read, known.Value, region, await access.IsMaskedAsync(actor, ct));
    }

    private ImportPreview Rows(ContactImportId id, ImportFormat format, List<ImportColumn> columns, string region, bool isMasked)
    {
        var rules = format.RulesFor(columns, phones, region);
        List<ImportPreviewRow> rows = [];
        using var open = text.Open(id, format.Encoding, format.Separator);
        var skipsHeader = format.HasHeader;
        while (rows.Count < ImportRules.PreviewRows && open.Records.Read())
        {
            if (skipsHeader && open.Records.Fault is null)
            {
                skipsHeader = false;
                continue;
            }

            rows.Add(Row(open.Records, columns, rules, isMasked));
        }

        return new ImportPreview(format, isMasked ? columns.ConvertAll(c => c with { Name = PhoneMask.InText(c.Name) }) : columns, rows);
    }

    private static ImportPreviewRow Row(CsvRecordReader records, List<ImportColumn> columns, ImportRowRules rules, bool isMasked)
    {
        if (records.Fault is { } fault)
            return new ImportPreviewRow(records.LineNumber, [isMasked ? Hidden : records.FaultyText], fault, null);
        var (row, reason) = rules.Read(records.Fields);
        List<string> values = [.. records.Fields.Select((f, i) => Shown(f, i < columns.Count ? columns[i].Use : ColumnUse.Ignored, row, isMasked))];
        return new ImportPreviewRow(records.LineNumber, values, reason, row?.Consents);
    }

    private static string Shown(string text, ColumnUse use, ImportRow? row, bool isMasked) => use switch
    {
        ColumnUse.Phone when row is not null => isMasked ? PhoneMask.Of(row.Phone) : row.Phone,
        ColumnUse.Tags or ColumnUse.Consent => text,
        _ => isMasked && text.Length > 0 ? Hidden : text,
    };
}

/// <summary>The beginning of a file, as it would be imported.</summary>
public sealed record ImportPreview(ImportFormat Format, IReadOnlyList<ImportColumn> Columns, IReadOnlyList<ImportPreviewRow> Rows);

/// <param name="Values">One for each column, the phone in its international form; one text alone for a row that cannot be read.</param>
/// <param name="Reason">Why the row would be rejected; null: it would not.</param>
/// <param name="Consents">Null for a rejected row.</param>
public sealed record ImportPreviewRow(int Line, IReadOnlyList<string> Values, string? Reason, bool? Consents);
