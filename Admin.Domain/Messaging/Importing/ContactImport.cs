using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Admin.Domain.Messaging.Importing;

/// <summary>
/// One file of contacts on its way in. It holds what people decided and how far the work is; the file itself lies beside the database
/// (<see cref="IImportFiles"/>) until the import ended. How far is moved by conditional updates (<see cref="IContactImportStore"/>),
/// in the same transaction as what was done.
/// </summary>
public sealed class ContactImport : ITenantOwned, IVersioned
{
    public const int FileNameMaxLength = 200;
    public const int TextMaxLength = 16_000;
    public const int FaultMaxLength = 100;
    public const int CreatedByMaxLength = 100;

    private ContactImport()
    {
    }

    public ContactImportId Id { get; private set; }

    public OrganizationId OrganizationId { get; private set; }

    /// <summary>As the person's computer calls it; empty once the import is forgotten.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>How many bytes it has.</summary>
    public long Bytes { get; private set; }

    /// <summary>When it was changed last, as the browser says (milliseconds since 1970): tells it from another file of the same name and size.</summary>
    public long FileChangedAt { get; private set; }

    /// <summary>How many bytes have come in and are kept.</summary>
    public long ReceivedBytes { get; private set; }

    public ContactImportState State { get; private set; }

    public CsvEncoding Encoding { get; private set; }

    public CsvSeparator Separator { get; private set; }

    public bool HasHeader { get; private set; }

    /// <summary>Found in the file: some of it is UTF-8 and some is not.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>The columns, as JSON (<see cref="ImportColumn"/>).</summary>
    public string ColumnsJson { get; private set; } = "[]";

    public IReadOnlyList<Guid> Lists { get; private set; } = [];

    /// <summary>A list that is made when the import begins; empty: none.</summary>
    public string NewList { get; private set; } = "";

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public ConsentPurpose? Consent { get; private set; }

    public string ConsentSource { get; private set; } = "";

    public ExistingContacts Existing { get; private set; }

    /// <summary>ISO 3166 region of phones without a country code, as the organization had it when the file was checked.</summary>
    public string Region { get; private set; } = "";

    /// <summary>Rows of the file, as counted by the check: those to import, duplicates and rejected ones.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows with a phone that another row of the file has too: merged into one person.</summary>
    public int Duplicates { get; private set; }

    public int Rejected { get; private set; }

    /// <summary>How many rows were rejected for which reason, as JSON.</summary>
    public string ReasonsJson { get; private set; } = "{}";

    /// <summary>The first rejected rows, as JSON (<see cref="RejectedLine"/>).</summary>
    public string FirstRejectedJson { get; private set; } = "[]";

    /// <summary>Rows that the work under way is through with.</summary>
    public int Done { get; private set; }

    /// <summary>Bytes of the file that the check has read.</summary>
    public long ReadBytes { get; private set; }

    /// <summary>Records of the file that the import has taken over, the header among them: where it goes on.</summary>
    public int Position { get; private set; }

    /// <summary>How many groups of phones that come more than once were taken over; they follow the others.</summary>
    public int Groups { get; private set; }

    /// <summary>Contacts that the import made.</summary>
    public int Added { get; private set; }

    /// <summary>Contacts that were there and that it changed.</summary>
    public int Updated { get; private set; }

    /// <summary>Contacts that were there and had all of it.</summary>
    public int Unchanged { get; private set; }

    /// <summary>An error's code: why it failed, or why the last check did.</summary>
    public string? Fault { get; private set; }

    /// <summary>Person or token id.</summary>
    public string CreatedBy { get; private set; } = "";

    /// <summary>Who had it write contacts; null until then.</summary>
    public string? StartedBy { get; private set; }

    public DateTime CreatedAt { get; private set; }

    /// <summary>When a person last moved it on: what is left for longer than uploads are kept is forgotten.</summary>
    public DateTime TouchedAt { get; private set; }

    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    /// <summary>The runner that works on it.</summary>
    public Guid? LeaseOwner { get; private set; }

    /// <summary>Until then nobody else takes it up.</summary>
    public DateTime? LeasedUntil { get; private set; }

    public Guid Stamp { get; private set; }

    public ImportFormat Format => new(Encoding, Separator, HasHeader, IsMixed);

    public IReadOnlyList<ImportColumn> Columns => ImportColumn.Read(ColumnsJson);

    public bool IsEnded => State is ContactImportState.Completed or ContactImportState.Failed or ContactImportState.Cancelled;

    /// <summary>Its term is over: no name and no file is kept of it.</summary>
    public bool IsForgotten => FileName.Length == 0;

    /// <summary>People that the import is about: each once, however many rows they have.</summary>
    public int People => Rows - Duplicates - Rejected;

    public static Result<ContactImport> Create(OrganizationId organization, ContactImportDraft draft, Actor actor, DateTime now)
    {
        var name = draft.FileName?.Trim() ?? "";
        if (name.Length is 0 or > FileNameMaxLength)
            return ImportErrors.FileNameInvalid;
        if (draft.Bytes < 1)
            return ImportErrors.SizeInvalid;
        if (draft.Bytes > ImportRules.MaxBytes)
            return ImportErrors.TooLarge;
        return new ContactImport
        {
            Id = ContactImportId.New(),
            OrganizationId = organization,
            FileName = name,
            Bytes = draft.Bytes,
            FileChangedAt = draft.ChangedAt,
            CreatedBy = IdOf(actor),
            CreatedAt = now,
            TouchedAt = now,
        };
    }

    /// <summary>Whether the upload may go on with this file.</summary>
    public Result Resume(ContactImportDraft draft)
    {
        if (State != ContactImportState.Uploading)
            return ImportErrors.WrongState;
        return draft.Bytes == Bytes && draft.FileName?.Trim() == FileName && draft.ChangedAt == FileChangedAt ? Result.Ok : ImportErrors.OtherFile;
    }

    /// <summary>Notes that bytes were kept.</summary>
    public Result Receive(long received, DateTime now)
    {
        if (State != ContactImportState.Uploading)
            return ImportErrors.WrongState;
        (ReceivedBytes, TouchedAt) = (received, now);
        return Result.Ok;
    }

    /// <summary>All of the file is there, and is text.</summary>
    public Result Describe(ImportFormat format, IReadOnlyList<ImportColumn> columns, DateTime now)
    {
        if (State != ContactImportState.Uploading)
            return ImportErrors.WrongState;
        Read(format, columns);
        (State, TouchedAt) = (ContactImportState.Uploaded, now);
        return Result.Ok;
    }

    /// <summary>Takes over what a person decided. A check that was made before is worth nothing then.</summary>
    public Result Decide(ImportSettings settings, DateTime now)
    {
        if (State is not (ContactImportState.Uploaded or ContactImportState.Checked))
            return ImportErrors.WrongState;
        Read(new ImportFormat(settings.Encoding, settings.Separator, settings.HasHeader, IsMixed), settings.Columns);
        Lists = [.. settings.Lists.Select(l => l.Value).Distinct()];
        NewList = settings.NewList?.Trim() ?? "";
        Tags = [.. settings.Tags];
        (Consent, ConsentSource, Existing) = (settings.Consent, settings.Consent is null ? "" : settings.ConsentSource?.Trim() ?? "", settings.Existing);
        ForgetCheck();
        (State, Fault, TouchedAt) = (ContactImportState.Uploaded, null, now);
        return Result.Ok;
    }

    /// <summary>Has the whole file read.</summary>
    public Result BeginCheck(string region, DateTime now)
    {
        if (State is not (ContactImportState.Uploaded or ContactImportState.Checked))
            return ImportErrors.WrongState;
        ForgetCheck();
        (State, Region, Fault, TouchedAt) = (ContactImportState.Checking, region, null, now);
        return Result.Ok;
    }

    /// <summary>The check is through.</summary>
    public Result FinishCheck(ImportCheckResult result, DateTime now)
    {
        if (State != ContactImportState.Checking)
            return ImportErrors.WrongState;
        (Rows, Duplicates, Rejected, Done) = (result.Rows, result.Duplicates, result.Rejected, 0);
        ReasonsJson = JsonSerializer.Serialize(result.Reasons);
        FirstRejectedJson = JsonSerializer.Serialize(result.First);
        (State, ReadBytes, TouchedAt) = (ContactImportState.Checked, Bytes, now);
        Release();
        return Result.Ok;
    }

    /// <summary>The check found that the file as a whole cannot be imported so, or a person ended it: back to deciding.</summary>
    public Result StopCheck(Error? fault, DateTime now)
    {
        if (State != ContactImportState.Checking)
            return ImportErrors.WrongState;
        ForgetCheck();
        (State, Fault, TouchedAt) = (ContactImportState.Uploaded, fault?.Code, now);
        Release();
        return Result.Ok;
    }

    /// <summary>Begins to write contacts.</summary>
    /// <param name="newList">The list that was made or found for <see cref="NewList"/>.</param>
    public Result Begin(ContactListId? newList, Actor actor, DateTime now)
    {
        if (State != ContactImportState.Checked)
            return ImportErrors.WrongState;
        if (People == 0)
            return ImportErrors.NothingToImport;
        if (newList is { } list)
            Lists = [.. Lists.Append(list.Value).Distinct()];
        (State, StartedBy, StartedAt, TouchedAt, Done) = (ContactImportState.Importing, IdOf(actor), now, now, 0);
        return Result.Ok;
    }

    public Result Complete(DateTime now)
    {
        if (State != ContactImportState.Importing)
            return ImportErrors.WrongState;
        (State, FinishedAt, TouchedAt, Done) = (ContactImportState.Completed, now, now, Rows);
        Release();
        return Result.Ok;
    }

    /// <summary>Ends it where it stands.</summary>
    public Result Cancel(DateTime now)
    {
        if (IsEnded)
            return ImportErrors.WrongState;
        (State, FinishedAt, TouchedAt) = (ContactImportState.Cancelled, now, now);
        Release();
        return Result.Ok;
    }

    /// <summary>It cannot go on.</summary>
    public Result Fail(Error fault, DateTime now)
    {
        if (IsEnded)
            return ImportErrors.WrongState;
        (State, Fault, FinishedAt, TouchedAt) = (ContactImportState.Failed, fault.Code, now, now);
        Release();
        return Result.Ok;
    }

    /// <summary>Keeps counts and decisions; what the file and its columns were called goes.</summary>
    internal void Forget() => Rewrite(_ => "");

    /// <summary>Changes what the file and its columns are called.</summary>
    internal void Rewrite(Func<string, string> rewrite)
    {
        FileName = rewrite(FileName);
        ColumnsJson = ImportColumn.Write([.. Columns.Select(c => c with { Name = rewrite(c.Name), Field = c.Field is null ? null : rewrite(c.Field) })]);
    }

    private void Read(ImportFormat format, IReadOnlyList<ImportColumn> columns)
    {
        (Encoding, Separator, HasHeader, IsMixed) = (format.Encoding, format.Separator, format.HasHeader, format.IsMixed);
        ColumnsJson = ImportColumn.Write(columns);
    }

    private void ForgetCheck()
    {
        (Rows, Duplicates, Rejected, Done, ReadBytes) = (0, 0, 0, 0, 0);
        (ReasonsJson, FirstRejectedJson) = ("{}", "[]");
    }

    private static string IdOf(Actor actor) => actor.Person?.ToString() ?? actor.Token?.ToString() ?? actor.Label;

    private void Release() => (LeaseOwner, LeasedUntil) = (null, null);
}

/// <summary>A file that a person wants to import.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="ChangedAt">When it was changed last, in milliseconds since 1970.</param>
public sealed record ContactImportDraft(string? FileName, long Bytes, long ChangedAt);

/// <summary>A row that is not imported.</summary>
/// <param name="Line">Of the file; 1 is the first.</param>
/// <param name="Reason">One of <see cref="RejectReasons"/>.</param>
public sealed record RejectedLine(int Line, string Reason);

/// <summary>What a check found.</summary>
public sealed record ImportCheckResult(int Rows, int Duplicates, int Rejected, IReadOnlyDictionary<string, int> Reasons, IReadOnlyList<RejectedLine> First);

internal sealed class ContactImportConfiguration : IEntityTypeConfiguration<ContactImport>
{
    public void Configure(EntityTypeBuilder<ContactImport> builder)
    {
        builder.ToTable("ContactImports");
        builder.HasKey(i => new { i.OrganizationId, i.Id });
        builder.Property(i => i.FileName).HasMaxLength(ContactImport.FileNameMaxLength);
        builder.Property(i => i.ColumnsJson).HasMaxLength(ContactImport.TextMaxLength * 4);
        builder.Property(i => i.NewList).HasMaxLength(ContactList.NameMaxLength);
        builder.Property(i => i.ConsentSource).HasMaxLength(ConsentEntry.SourceMaxLength);
        builder.Property(i => i.Region).HasMaxLength(8);
        builder.Property(i => i.ReasonsJson).HasMaxLength(ContactImport.TextMaxLength);
        builder.Property(i => i.FirstRejectedJson).HasMaxLength(ContactImport.TextMaxLength);
        builder.Property(i => i.Fault).HasMaxLength(ContactImport.FaultMaxLength);
        builder.Property(i => i.CreatedBy).HasMaxLength(ContactImport.CreatedByMaxLength);
        builder.Property(i => i.StartedBy).HasMaxLength(ContactImport.CreatedByMaxLength);
        builder.PrimitiveCollection(i => i.Lists);
        builder.PrimitiveCollection(i => i.Tags);
        builder.Ignore(i => i.Format);
        builder.Ignore(i => i.Columns);
        builder.Ignore(i => i.IsEnded);
        builder.Ignore(i => i.IsForgotten);
        builder.Ignore(i => i.People);
        builder.HasOne<Organization>().WithMany().HasForeignKey(i => i.OrganizationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => new { i.OrganizationId, i.CreatedAt });
        // What is due is asked over all organizations.
        builder.HasIndex(i => new { i.State, i.LeasedUntil });
    }
}
