using System.Text;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.PersonalData.Places;

/// <summary>
/// Files of imports on this node. One that has ended keeps its rejected rows for the organization's term: that file goes if it names the
/// person. One that has not ended must be ended first, by a person or after that term by itself.
/// </summary>
internal sealed class ImportFilePlace(IAdminDb adminDb, IImportFiles files) : IPersonPlace
{
    private const int ReadAtOnce = 64 * 1024;

    /// <summary>Longer than any writing of a phone or a name, so that none is cut in two.</summary>
    private const int Overlap = 1024;

    public string Name => "import_files";

    public IReadOnlyList<string> Tables { get; } = [];

    public async Task<IReadOnlyList<object>> ReadAsync(PersonSought person, CancellationToken ct)
    {
        var kept = new List<object>();
        foreach (var import in await FindAsync(person, ct))
            kept.Add(new { Import = import.Id.Value, import.FileName, import.CreatedAt });
        return kept;
    }

    public async Task<PlaceErased> EraseAsync(PersonSought person, CancellationToken ct)
    {
        var (erased, left) = (0, 0);
        foreach (var import in await FindAsync(person, ct))
        {
            if (!import.IsEnded)
            {
                left++;
                continue;
            }

            foreach (var file in Enum.GetValues<ImportFile>())
                files.Delete(import.Id, file);
            erased++;
        }

        return new PlaceErased(erased, left);
    }

    private async Task<List<ContactImport>> FindAsync(PersonSought person, CancellationToken ct)
    {
        var here = files.All();
        await using var db = await adminDb.OpenAsync(TenantScope.For(person.Organization), ct);
        var imports = await db.Set<ContactImport>().AsNoTracking().Where(i => EF.Parameter(here).Contains(i.Id)).ToListAsync(ct);
        var found = new List<ContactImport>();
        foreach (var import in imports)
        {
            if (await NamesAsync(import.Id, ImportFile.Rejected, person, ct) || await NamesAsync(import.Id, ImportFile.Upload, person, ct))
                found.Add(import);
        }

        return found;
    }

    // Digits and what stands between them are the same bytes in every encoding that is read, but for the zeros of UTF-16; accents are not.
    private async Task<bool> NamesAsync(ContactImportId id, ImportFile file, PersonSought person, CancellationToken ct)
    {
        if (!files.Has(id, file))
            return false;
        await using var stream = files.OpenRead(id, file);
        var buffer = new byte[ReadAtOnce];
        for (var before = ""; ;)
        {
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
            if (read == 0)
                return false;
            var part = before + Encoding.Latin1.GetString(buffer, 0, read).Replace("\0", "", StringComparison.Ordinal);
            if (person.IsIn(part) || person.Name?.IsIn(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(part))) == true)
                return true;
            before = part.Length > Overlap ? part[^Overlap..] : part;
        }
    }
}
