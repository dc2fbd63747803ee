using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What imports write in sets and by condition. Every call is inside a write transaction.</summary>
public interface IContactImportStore
{
    /// <summary>Takes up an import that is to be checked or imported and that nobody works on.</summary>
    Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime now, DateTime until, CancellationToken ct);

    /// <summary>Notes how far a check is. False when this owner no longer has it.</summary>
    Task<bool> TryNoteCheckAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportCheckStep step, CancellationToken ct);

    /// <summary>Counts what a batch did and where to go on. False when this owner no longer has it, or it was cancelled.</summary>
    Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportStep step, CancellationToken ct);

    /// <summary>Anybody may go on with it.</summary>
    Task ReleaseAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime until, CancellationToken ct);

    /// <summary>Makes and changes the contacts of a batch, puts them on lists, tags them and notes their consent. Doing it again changes nothing.</summary>
    Task<MergedContacts> MergeAsync(AdminDbContext db, OrganizationId organization, ImportBatch batch, CancellationToken ct);
}

/// <param name="Done">Rows read so far.</param>
/// <param name="Bytes">Bytes read so far.</param>
public sealed record ImportCheckStep(int Done, long Bytes, DateTime Until);

/// <summary>What one batch moves.</summary>
/// <param name="Position">Records of the file that are through.</param>
/// <param name="Groups">Groups of repeated phones that are through.</param>
/// <param name="Done">How many more rows are through.</param>
public sealed record ImportStep(int Position, int Groups, int Done, MergedContacts Merged, DateTime Until);

/// <param name="Rows">Each phone once.</param>
/// <param name="Tags">Of all rows; each row may have more.</param>
/// <param name="ActorId">Who imports, as in the audit.</param>
public sealed record ImportBatch(
    IReadOnlyList<ImportRow> Rows,
    ExistingContacts Existing,
    IReadOnlyList<ContactListId> Lists,
    IReadOnlyList<string> Tags,
    ImportConsent? Consent,
    string ActorId,
    DateTime Now);

/// <summary>A consent that an import records.</summary>
public sealed record ImportConsent(ConsentPurpose Purpose, string Source, DateTime At);

/// <summary>What became of the people of a batch.</summary>
public sealed record MergedContacts(int Added, int Updated, int Unchanged)
{
    public static MergedContacts None { get; } = new(0, 0, 0);
}
