using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Infrastructure.Messaging.Importing;

/// <summary>Imports of an organization's, step by step, with the real files, database and phone numbers.</summary>
internal sealed class ImportWorld(World world, Tenant? of = null)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private Tenant Tenant => of ?? world.Acme;

    public World World => world;

    public static string PathOf(string file) => Path.Combine(Solution.Path, "Admin.Tests", "Infrastructure", "Messaging", "Importing", "Files", file);

    public Task<Result<ContactImportView>> UploadAsync(string file) => UploadAsync(file, File.ReadAllBytes(PathOf(file)));

    public async Task<Result<ContactImportView>> UploadAsync(string name, byte[] content)
    {
        var begun = (await world.Get<ContactImportUploads>().CreateAsync(Tenant.Admin, new ContactImportDraft(name, content.Length, 1), Ct)).Value;
        return await world.Get<ContactImportUploads>().AppendAsync(Tenant.Admin, begun.Id, 0, new MemoryStream(content), Ct);
    }

    /// <summary>Uploads and checks it, as proposed but for what is changed.</summary>
    public async Task<ContactImportView> CheckedAsync(string name, byte[] content, Func<ImportSettings, ImportSettings>? change = null)
    {
        var uploaded = await UploadAsync(name, content);
        Assert.False(uploaded.Failed, uploaded.Error?.Message);
        return await CheckAsync(uploaded.Value, change);
    }

    public Task<ContactImportView> CheckedAsync(string file, Func<ImportSettings, ImportSettings>? change = null) => CheckedAsync(file, File.ReadAllBytes(PathOf(file)), change);

    public async Task<ContactImportView> CheckAsync(ContactImportView import, Func<ImportSettings, ImportSettings>? change = null)
    {
        var settings = Proposed(import);
        var begun = await world.Get<ContactImports>().CheckAsync(Tenant.Admin, import.Id, change is null ? settings : change(settings), Ct);
        Assert.False(begun.Failed, begun.Error?.Message);
        await world.Get<ContactImportRunner>().RunDueAsync(Ct);
        return await GetAsync(import.Id);
    }

    public async Task<ContactImportView> ImportAsync(ContactImportView import)
    {
        var begun = await world.Get<ContactImports>().StartAsync(Tenant.Admin, import.Id, Ct);
        Assert.False(begun.Failed, begun.Error?.Message);
        await world.Get<ContactImportRunner>().RunDueAsync(Ct);
        return await GetAsync(import.Id);
    }

    /// <summary>The file through all steps.</summary>
    public async Task<ContactImportView> ImportedAsync(string file, Func<ImportSettings, ImportSettings>? change = null) => await ImportAsync(await CheckedAsync(file, change));

    public async Task<ContactImportView> GetAsync(ContactImportId id) => (await world.Get<ContactImportReader>().GetAsync(Tenant.Admin, id, Ct)).Value;

    public static ImportSettings Proposed(ContactImportView import) =>
        new(import.Format.Encoding, import.Format.Separator, import.Format.HasHeader, import.Columns, [], null, [], null, null, ExistingContacts.Overwrite);

    public async Task<List<Contact>> ContactsAsync()
    {
        await using var db = await world.Db.OpenAsync(TenantScope.For(Tenant.Id));
        return await db.Set<Contact>().OrderBy(c => c.Phone).ToListAsync(Ct);
    }

    public async Task<string> RejectedAsync(ContactImportId id)
    {
        var file = await world.Get<ContactImportRejects>().OpenAsync(Tenant.Admin, id, Ct);
        Assert.False(file.Failed, file.Error?.Message);
        using var reader = new StreamReader(file.Value);
        return await reader.ReadToEndAsync(Ct);
    }

    public static IReadOnlyDictionary<string, string> FieldsOf(Contact contact) => ContactFields.Parse(contact.Fields).Values;
}
