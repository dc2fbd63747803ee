using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// The files of imports: what was uploaded, and what the check made of it. They hold people's data, are readable by the
/// application only, and lie on the node that took the upload.
/// </summary>
public interface IImportFiles
{
    /// <summary>Keeps bytes from an offset on, over whatever lay there from an upload that was cut off. Answers where the file ends now.</summary>
    /// <param name="most">As many bytes are taken at most; more is <see cref="ImportErrors.TooLarge"/>.</param>
    Task<Result<long>> WriteAsync(ContactImportId id, long offset, Stream content, long most, CancellationToken ct);

    /// <summary>Whether this node has it.</summary>
    bool Has(ContactImportId id, ImportFile file);

    /// <exception cref="FileNotFoundException">It is not there (any more).</exception>
    Stream OpenRead(ContactImportId id, ImportFile file);

    /// <summary>A new file in the place of any older one.</summary>
    Stream Create(ContactImportId id, ImportFile file);

    void Delete(ContactImportId id, ImportFile file);

    /// <summary>Every import that any file is kept of on this node.</summary>
    IReadOnlyList<ContactImportId> All();
}

public enum ImportFile
{
    /// <summary>As it came. Deleted when the import ends.</summary>
    Upload,

    /// <summary>Phones that come more than once, as numbers of eight bytes. Deleted when the import ends.</summary>
    Repeated,

    /// <summary>The rejected rows as CSV, for download. Deleted once the import is forgotten.</summary>
    Rejected,
}
