using System.Globalization;
using System.Text;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Tests.Infrastructure.Messaging.Importing;

/// <summary>Imports from the first byte to the last contact: uploads that break, merges, kills, cancellation, retention.</summary>
public sealed class ContactImportTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private World _world = null!;
    private ImportWorld _imports = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _imports = new ImportWorld(_world);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private ContactImportUploads Uploads => _world.Get<ContactImportUploads>();

    private IImportFiles Files => _world.Get<IImportFiles>();

    [Fact]
    public async Task Append_CutOffInTheMiddle_GoesOnWhereItStopped()
    {
        var content = Csv("phone,name", "+5511987000001,Ana", "+5511987000002,Bia");
        var import = (await Uploads.CreateAsync(_world.Acme.Admin, new ContactImportDraft("a.csv", content.Length, 7), Ct)).Value;
        Assert.Equal(10, (await Uploads.AppendAsync(_world.Acme.Admin, import.Id, 0, new MemoryStream(content[..10]), Ct)).Value.ReceivedBytes);

        await Assert.ThrowsAsync<IOException>(() => Uploads.AppendAsync(_world.Acme.Admin, import.Id, 10, new CutOff(content[10..25]), Ct));
        var resumed = (await Uploads.ResumeAsync(_world.Acme.Admin, import.Id, new ContactImportDraft("a.csv", content.Length, 7), Ct)).Value;
        var done = (await Uploads.AppendAsync(_world.Acme.Admin, import.Id, resumed.ReceivedBytes, new MemoryStream(content[10..]), Ct)).Value;

        Assert.Equal((10L, ContactImportState.Uploading), (resumed.ReceivedBytes, resumed.State));
        Assert.Equal(((long)content.Length, ContactImportState.Uploaded), (done.ReceivedBytes, done.State));
        Assert.Equal(2, (await _imports.CheckAsync(done)).People);
    }

    [Fact]
    public async Task Append_AtAnotherPlace_SaysWhereItStands()
    {
        var import = (await Uploads.CreateAsync(_world.Acme.Admin, new ContactImportDraft("a.csv", 100, 7), Ct)).Value;
        await Uploads.AppendAsync(_world.Acme.Admin, import.Id, 0, new MemoryStream(new byte[10]), Ct);

        var refused = await Uploads.AppendAsync(_world.Acme.Admin, import.Id, 0, new MemoryStream(new byte[10]), Ct);

        Assert.Equal("contact_import_offset", refused.Error?.Code);
        Assert.Contains(KeyValuePair.Create("received", (object)10L), refused.Error!.Args);
    }

    [Fact]
    public async Task Append_MoreThanAnnounced_IsRefused()
    {
        var import = (await Uploads.CreateAsync(_world.Acme.Admin, new ContactImportDraft("a.csv", 20, 7), Ct)).Value;

        Assert.Equal("contact_import_too_large", (await Uploads.AppendAsync(_world.Acme.Admin, import.Id, 0, new MemoryStream(new byte[21]), Ct)).Error?.Code);
        Assert.Equal("contact_import_too_large", (await Uploads.CreateAsync(_world.Acme.Admin, new ContactImportDraft("a.csv", ImportRules.MaxBytes + 1, 7), Ct)).Error?.Code);
    }

    [Fact]
    public async Task Resume_WithAnotherFile_IsRefused()
    {
        var import = (await Uploads.CreateAsync(_world.Acme.Admin, new ContactImportDraft("a.csv", 20, 7), Ct)).Value;

        Assert.Equal("contact_import_other_file", (await Uploads.ResumeAsync(_world.Acme.Admin, import.Id, new ContactImportDraft("a.csv", 20, 8), Ct)).Error?.Code);
    }

    [Fact]
    public async Task Files_Uploaded_AreTheOwnersAlone()
    {
        await _imports.CheckedAsync("x.csv", Csv("phone", "+5511987000001", "nonsense"));

        var files = Directory.GetFiles(Path.Combine(_world.Db.Directory.FullPath, "imports"));

        Assert.Equal(3, files.Length);
        // Windows has no such modes.
        if (!OperatingSystem.IsWindows())
            Assert.All(files.Select(File.GetUnixFileMode), m => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, m));
    }

    [Fact]
    public async Task Import_IntoListsWithTagsAndConsent_DoesAllOfIt()
    {
        var list = ContactList.Create(_world.Acme.Id, "Customers", _world.Now);
        await _world.Db.AddAsync(list);

        var done = await _imports.ImportAsync(await _imports.CheckedAsync(
            "x.csv",
            Csv("phone,name,tags,aceite", "+5511987000001,Ana,\"vip, Santos\",sim", "+5511987000002,Bia,VIP,não", "+5511987000003,Caio,,"),
            s => s with { Lists = [list.Id], NewList = "May", Tags = ["import"], Consent = ConsentPurpose.Marketing, ConsentSource = "website form" }));

        Assert.Equal((ContactImportState.Completed, 3), (done.State, done.Added));
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        Assert.Equal(["Customers", "May"], await db.Set<ContactList>().OrderBy(l => l.Name).Select(l => l.Name).ToListAsync(Ct));
        Assert.Equal(6, await db.Set<ContactListEntry>().CountAsync(Ct));
        Assert.Equal(["import", "santos", "vip"], await db.Set<ContactTag>().OrderBy(t => t.NormalizedName).Select(t => t.NormalizedName).ToListAsync(Ct));
        Assert.Equal(6, await db.Set<ContactTagEntry>().CountAsync(Ct));
        var consent = await db.Set<ConsentEntry>().SingleAsync(Ct);
        var contacts = await _imports.ContactsAsync();
        Assert.Equal((contacts[0].Id, ConsentState.Given, "website form"), (consent.ContactId, consent.State, consent.Source));
        Assert.Equal([ConsentState.Given, ConsentState.Unknown, ConsentState.Unknown], contacts.Select(c => c.MarketingConsent));
        Assert.Equal(_world.Acme.Admin.Person!.Value.ToString(), consent.ActorId);
    }

    [Theory]
    [InlineData(ExistingContacts.Overwrite, "Ana Maria", "Santos", "x", 1)]
    [InlineData(ExistingContacts.FillEmpty, "Ana", "Santos", "x", 1)]
    [InlineData(ExistingContacts.Leave, "Ana", null, "x", 0)]
    public async Task Import_OfAContactThatIsThere_DoesWhatWasChosen(ExistingContacts existing, string name, string? city, string kept, int updated)
    {
        await AddContactAsync("+5511987000001", ("name", "Ana"), ("note", "x"));

        var done = await _imports.ImportAsync(await _imports.CheckedAsync("x.csv", Csv("phone,name,city,note", "11 8700-0001,Ana Maria,Santos,"), s => s with { Existing = existing }));

        var contact = Assert.Single(await _imports.ContactsAsync());
        var fields = ImportWorld.FieldsOf(contact);
        Assert.Equal((0, updated, 1 - updated), (done.Added, done.Updated, done.Unchanged));
        Assert.Equal((name, name, city, kept), (contact.Name, fields["name"], fields.GetValueOrDefault("city"), fields["note"]));
    }

    [Fact]
    public async Task Import_ConsentOfSomebodyWhoWithdrew_StaysWithdrawn()
    {
        var contact = await AddContactAsync("+5511987000001");
        await using (var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id)))
        {
            db.Attach(contact);
            contact.Hear(ConsentPurpose.Marketing, ConsentState.Withdrawn, _world.Now.AddDays(-10), _world.Now);
            await db.SaveChangesAsync(Ct);
        }

        await _imports.ImportAsync(await _imports.CheckedAsync("x.csv", Csv("phone", "+5511987000001"), s => s with { Consent = ConsentPurpose.Marketing, ConsentSource = "an old list" }));

        Assert.Equal(ConsentState.Withdrawn, Assert.Single(await _imports.ContactsAsync()).MarketingConsent);
    }

    [Fact]
    public async Task Import_Again_ChangesNothing()
    {
        var content = Csv("phone,name", "+5511987000001,Ana", "+5511987000002,Bia", "+5511987000001,Ana Maria");
        await _imports.ImportAsync(await _imports.CheckedAsync("x.csv", content));
        var before = await _imports.ContactsAsync();

        var again = await _imports.ImportAsync(await _imports.CheckedAsync("x.csv", content));

        Assert.Equal((0, 0, 2, 1), (again.Added, again.Updated, again.Unchanged, again.Duplicates));
        Assert.Equal(before.Select(c => (c.Id, c.Fields, c.Stamp)), (await _imports.ContactsAsync()).Select(c => (c.Id, c.Fields, c.Stamp)));
    }

    /// <summary>Thirty people, ten of them with two rows, two rejected rows; batches of two, windows of four.</summary>
    public static TheoryData<int> Kills => [.. Enumerable.Range(1, 16)];

    [Theory]
    [MemberData(nameof(Kills))]
    public async Task Import_KilledInAnyBatch_EndsAsIfItHadNotBeen(int batch)
    {
        var import = await _imports.CheckedAsync("x.csv", Many());
        await _world.Get<ContactImports>().StartAsync(_world.Acme.Admin, import.Id, Ct);
        var dying = new DyingStore(_world.Get<IContactImportStore>(), batch);

        await Runner(dying).RunDueAsync(Ct);
        var half = await _imports.GetAsync(import.Id);
        // What the dead one held is free when its lease is over.
        await Runner(_world.Get<IContactImportStore>()).RunDueAsync(Ct);
        Assert.Equal(half.Done, (await _imports.GetAsync(import.Id)).Done);
        _world.Time.Advance(ContactImportRunner.Lease);
        await Runner(_world.Get<IContactImportStore>()).RunDueAsync(Ct);

        var done = await _imports.GetAsync(import.Id);
        Assert.Equal(ContactImportState.Importing, half.State);
        Assert.Equal((ContactImportState.Completed, 30, 0, 0, 10, 2, 40), (done.State, done.Added, done.Updated, done.Unchanged, done.Duplicates, done.Rejected, done.Done - done.Rejected));
        var contacts = await _imports.ContactsAsync();
        Assert.Equal(30, contacts.Count);
        Assert.All(contacts.Take(10), c => Assert.StartsWith("Second", c.Name, StringComparison.Ordinal));
        Assert.All(contacts.Take(10), c => Assert.Equal("Santos", ImportWorld.FieldsOf(c)["city"]));
    }

    [Fact]
    public async Task Cancel_WhileImporting_KeepsWhatIsThereAndDeletesTheFile()
    {
        var import = await _imports.CheckedAsync("x.csv", Many());
        await _world.Get<ContactImports>().StartAsync(_world.Acme.Admin, import.Id, Ct);
        var cancelling = new CancellingStore(_world.Get<IContactImportStore>(), async () => await _world.Get<ContactImports>().CancelAsync(_world.Acme.Admin, import.Id, Ct));

        await Runner(cancelling).RunDueAsync(Ct);
        await cancelling.Cancelled!;
        var ended = await _imports.GetAsync(import.Id);

        Assert.Equal((ContactImportState.Cancelled, 4), (ended.State, ended.Added));
        Assert.Equal(4, (await _imports.ContactsAsync()).Count);
        Assert.False(Files.Has(import.Id, ImportFile.Upload));
        Assert.Equal("contact_import_wrong_state", (await _world.Get<ContactImports>().CancelAsync(_world.Acme.Admin, import.Id, Ct)).Error?.Code);
    }

    [Fact]
    public async Task Import_Done_DeletesTheFileAndIsInTheAudit()
    {
        var import = await _imports.ImportAsync(await _imports.CheckedAsync("x.csv", Csv("phone,name", "+5511987000001,Ana", "nonsense,Bia")));

        Assert.Equal((false, false, true), (Files.Has(import.Id, ImportFile.Upload), Files.Has(import.Id, ImportFile.Repeated), Files.Has(import.Id, ImportFile.Rejected)));
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        var acts = await db.Set<AuditEntry>().Where(e => e.SubjectId == import.Id.ToString()).OrderBy(e => e.Sequence).ToListAsync(Ct);
        Assert.Equal(["contact_import.started", "contact_import.completed"], acts.Select(a => a.Action));
        Assert.All(acts, a => Assert.DoesNotContain("98700", a.Details ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sweep_AfterTheTerm_CancelsWhatWasLeftAndForgetsNamesAndFiles()
    {
        var left = await _imports.CheckedAsync("left.csv", Csv("phone", "+5511987000001", "nonsense"));
        var done = await _imports.ImportAsync(await _imports.CheckedAsync("done.csv", Csv("phone", "+5511987000002", "nonsense")));
        var housekeeping = _world.Get<ContactImportHousekeeping>();
        _world.Time.Advance(TimeSpan.FromDays(RetentionTerms.DefaultUploadDays) - TimeSpan.FromMinutes(1));
        await _world.Get<RetentionSweep>().RunAsync(Ct);
        await housekeeping.DeleteFilesAsync(Ct);
        Assert.True((await _imports.GetAsync(done.Id)).CanDownload);
        Assert.True(Files.Has(left.Id, ImportFile.Upload));

        _world.Time.Advance(TimeSpan.FromMinutes(2));
        await _world.Get<RetentionSweep>().RunAsync(Ct);

        await housekeeping.DeleteFilesAsync(Ct);
        Assert.Empty(Files.All());
        Assert.Equal((ContactImportState.Cancelled, ""), ((await _imports.GetAsync(left.Id)).State, (await _imports.GetAsync(left.Id)).FileName));
        var forgotten = await _imports.GetAsync(done.Id);
        Assert.Equal(("", 2, 1), (forgotten.FileName, forgotten.Rows, forgotten.Rejected));
        Assert.All(forgotten.Columns, c => Assert.Equal("", c.Name));
        Assert.Equal("contact_import_no_rejected", (await _world.Get<ContactImportRejects>().OpenAsync(_world.Acme.Admin, done.Id, Ct)).Error?.Code);
        Assert.False((await _imports.GetAsync(done.Id)).CanDownload);
    }

    [Fact]
    public async Task Decide_AfterTheCheck_AsksForAnother()
    {
        var import = await _imports.CheckedAsync("x.csv", Csv("phone,name", "+5511987000001,Ana"));

        var decided = (await _world.Get<ContactImports>().DecideAsync(_world.Acme.Admin, import.Id, ImportWorld.Proposed(import), Ct)).Value;

        Assert.Equal((ContactImportState.Uploaded, 0), (decided.State, decided.Rows));
        Assert.Equal("contact_import_wrong_state", (await _world.Get<ContactImports>().StartAsync(_world.Acme.Admin, import.Id, Ct)).Error?.Code);
    }

    [Fact]
    public async Task Check_WithoutAPhoneColumnOrWithTwoAlike_IsRefused()
    {
        var import = (await _imports.UploadAsync("x.csv", Csv("phone,name", "+5511987000001,Ana"))).Value;

        Assert.Equal("contact_import_no_phone", await FaultAsync([new("phone", ColumnUse.Ignored), new("name", ColumnUse.Name)]));
        Assert.Equal("contact_import_column_twice", await FaultAsync([new("phone", ColumnUse.Phone), new("name", ColumnUse.Phone)]));
        Assert.Equal("contact_import_field_name", await FaultAsync([new("phone", ColumnUse.Phone), new("name", ColumnUse.Field, "no (such)")]));
        Assert.Equal("contact_import_columns_differ", await FaultAsync([new("phone", ColumnUse.Phone)]));

        async Task<string?> FaultAsync(ImportColumn[] columns) =>
            (await _world.Get<ContactImports>().CheckAsync(_world.Acme.Admin, import.Id, ImportWorld.Proposed(import) with { Columns = columns }, Ct)).Error?.Code;
    }

    [Fact]
    public async Task Check_NobodyToImport_CannotBeStarted()
    {
        var import = await _imports.CheckedAsync("x.csv", Csv("phone", "nonsense"), s => s with { HasHeader = true });

        Assert.Equal("contact_import_nothing", (await _world.Get<ContactImports>().StartAsync(_world.Acme.Admin, import.Id, Ct)).Error?.Code);
    }

    [Fact]
    public async Task Preview_WithAnotherSeparator_ShowsItAtOnce()
    {
        var import = (await _imports.UploadAsync("x.csv", Csv("phone;name", "+5511987000001;Ana", "nonsense;Bia"))).Value;
        var previews = _world.Get<ContactImportPreviews>();

        var right = (await previews.ReadAsync(_world.Acme.Admin, import.Id, import.Format, null, Ct)).Value;
        var wrong = (await previews.ReadAsync(_world.Acme.Admin, import.Id, import.Format with { Separator = CsvSeparator.Comma }, null, Ct)).Value;

        Assert.Equal(["+5511987000001", "Ana"], right.Rows[0].Values);
        Assert.Equal([null, RejectReasons.PhoneInvalid], right.Rows.Select(r => r.Reason));
        Assert.Single(wrong.Columns);
    }

    [Fact]
    public async Task Everything_WithoutTheRight_IsForbidden()
    {
        var import = await _imports.CheckedAsync("x.csv", Csv("phone", "+5511987000001", "nonsense"));

        Assert.Equal(ErrorKind.Forbidden, (await Uploads.CreateAsync(_world.Acme.Manager, new ContactImportDraft("a.csv", 1, 1), Ct)).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await _world.Get<ContactImports>().StartAsync(_world.Acme.Support, import.Id, Ct)).Error?.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await _world.Get<ContactImportRejects>().OpenAsync(_world.Acme.Manager, import.Id, Ct)).Error?.Kind);
        Assert.False((await _world.Get<ContactImportReader>().GetAsync(_world.Acme.Manager, import.Id, Ct)).Failed);
    }

    private static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    private static byte[] Many()
    {
        List<string> lines = ["phone,name,city"];
        for (var i = 0; i < 30; i++)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"+55119870000{i:00},First {i},Santos"));
        lines.Insert(7, "nonsense,,");
        lines.Insert(20, "\"never closed,,");
        for (var i = 0; i < 10; i++)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"+55119870000{i:00},Second {i},"));
        return Csv([.. lines]);
    }

    private ContactImportRunner Runner(IContactImportStore store) => new(
        _world.Db.Db,
        Files,
        store,
        _world.Get<ImportParts>() with { Store = store, Sizes = new ImportSizes(Batch: 2, Window: 4) },
        _world.Get<Admin.Domain.Live.ILiveChannel>(),
        _world.Time,
        NullLogger<ContactImportRunner>.Instance);

    private async Task<Contact> AddContactAsync(string phone, params (string Name, string Text)[] fields)
    {
        var contact = Contact.Create(_world.Acme.Id, phone, ContactFields.Of(fields.Select(f => KeyValuePair.Create(f.Name, (string?)f.Text))).Value, _world.Now);
        await _world.Db.AddAsync(contact);
        return contact;
    }

    /// <summary>A connection that breaks at the end of what came through.</summary>
    private sealed class CutOff(byte[] through) : MemoryStream(through)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("The connection broke.");
    }

    /// <summary>A process that dies within a batch: nothing of it is committed, and nobody gives back what it held.</summary>
    private sealed class DyingStore(IContactImportStore inner, int batch) : IContactImportStore
    {
        private int _batches;

        public Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime now, DateTime until, CancellationToken ct) =>
            inner.TryClaimAsync(db, organization, import, owner, now, until, ct);

        public Task<bool> TryNoteCheckAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportCheckStep step, CancellationToken ct) =>
            inner.TryNoteCheckAsync(db, organization, import, owner, step, ct);

        public async Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportStep step, CancellationToken ct)
        {
            var done = await inner.TryAdvanceAsync(db, organization, import, owner, step, ct);
            return ++_batches == batch ? throw new InvalidOperationException("Killed.") : done;
        }

        public Task ReleaseAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime until, CancellationToken ct) =>
            throw new InvalidOperationException("The dead give nothing back.");

        public Task<MergedContacts> MergeAsync(AdminDbContext db, OrganizationId organization, ImportBatch batch, CancellationToken ct) => inner.MergeAsync(db, organization, batch, ct);
    }

    /// <summary>Somebody cancels between the second and the third batch.</summary>
    private sealed class CancellingStore(IContactImportStore inner, Func<Task> cancel) : IContactImportStore
    {
        private int _batches;

        public Task<bool> TryClaimAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime now, DateTime until, CancellationToken ct) =>
            inner.TryClaimAsync(db, organization, import, owner, now, until, ct);

        public Task<bool> TryNoteCheckAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportCheckStep step, CancellationToken ct) =>
            inner.TryNoteCheckAsync(db, organization, import, owner, step, ct);

        public async Task<bool> TryAdvanceAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, ImportStep step, CancellationToken ct)
        {
            var done = await inner.TryAdvanceAsync(db, organization, import, owner, step, ct);
            // Waits for the write gate, which this batch still holds.
            if (++_batches == 2)
                Cancelled = cancel();
            return done;
        }

        public Task? Cancelled { get; private set; }

        public Task ReleaseAsync(AdminDbContext db, OrganizationId organization, ContactImportId import, Guid owner, DateTime until, CancellationToken ct) =>
            inner.ReleaseAsync(db, organization, import, owner, until, ct);

        public Task<MergedContacts> MergeAsync(AdminDbContext db, OrganizationId organization, ImportBatch batch, CancellationToken ct) => inner.MergeAsync(db, organization, batch, ct);
    }
}
