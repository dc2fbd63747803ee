using Admin.Domain.Messaging.Importing;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>
/// What people called the files that they uploaded, and their columns, which are a person's data where the first row was taken for
/// a header. Where one names the person, the person is taken out of it and the rest stays.
/// </summary>
internal sealed class UploadNamePlace(IAdminDb adminDb) : IPersonPlace
{
    public string Name => "upload_names";

    public IReadOnlyList<string> Tables { get; } = ["ContactImports", "TemplateMedia"];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var (imports, media) = await FindAsync(db, person, ct);
        return
        [
            .. imports.Select(i => (object)new { Import = i.Id.Value, i.FileName, Columns = PersonJson.Of(i.ColumnsJson), i.CreatedAt }),
            .. media.Select(m => (object)new { m.MediaId, m.FileName, m.UploadedAt }),
        ];
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        await using var write = await db.BeginWriteAsync(ct);
        var (imports, media) = await FindAsync(db, person, ct);
        // One that is still going on is written to its columns, and found again by its name.
        var ended = imports.FindAll(i => i.IsEnded);
        ended.ForEach(i => i.Rewrite(person.Without));
        media.ForEach(m => m.Rewrite(person.Without));
        await write.CommitAsync(ct);
        return new PlaceErased(ended.Count + media.Count, imports.Count - ended.Count);
    }

    // Both are few: imports lose their names by the organization's term, uploads go with WhatsApp's.
    private static async Task<(List<ContactImport> Imports, List<TemplateMedia> Media)> FindAsync(AdminDbContext db, PersonSought person, CancellationToken ct)
    {
        var imports = await db.Set<ContactImport>().Where(i => i.FileName != "").OrderBy(i => i.CreatedAt).ToListAsync(ct);
        var media = await db.Set<TemplateMedia>().OrderBy(m => m.UploadedAt).ToListAsync(ct);
        return (imports.FindAll(i => person.IsIn(i.FileName) || i.Columns.Any(c => person.IsIn(c.Name) || person.IsIn(c.Field))), media.FindAll(m => person.IsIn(m.FileName)));
    }
}
