using System.Text;
using Admin.Domain.Campaigns;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Tests.Infrastructure.Messaging.Importing;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.PersonalData;

/// <summary>Names of uploaded files: where one names a person it is found, handed out and erased; and they go in time.</summary>
public sealed class UploadNamesTests : IAsyncLifetime
{
    private const string Phone = "+5511987654321";

    private static readonly CancellationToken None = CancellationToken.None;

    private World _world = null!;

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task EraseAsync_FilesCalledAfterAPerson_KeepTheRestOfTheirNames()
    {
        var admin = _world.Acme.Admin with { Reason = "asked for by letter" };
        await _world.Db.AddAsync(Contact.Create(_world.Acme.Id, Phone, ContactFields.Parse("""{"name":"Zoé Conceição"}"""), _world.Now));
        var imports = new ImportWorld(_world);
        var byName = (await imports.UploadAsync("zoe_conceicao.csv", Encoding.UTF8.GetBytes("phone,name\n+5511987000001,Ana\n"))).Value;
        var byHeader = (await imports.UploadAsync("b.csv", Encoding.UTF8.GetBytes("phone,de Zoe Conceicao\n+5511987000001,Ana\n"))).Value;
        var other = (await imports.UploadAsync("zoe.csv", Encoding.UTF8.GetBytes("phone,name\n+5511987000002,Zoé\n"))).Value;
        await AddMediaAsync("1", $"boleto {Phone}.pdf");
        foreach (var import in new[] { byName, byHeader, other })
            Assert.Null((await _world.Get<ContactImports>().CancelAsync(admin, import.Id, None)).Error);
        var desk = _world.Get<PersonDesk>();
        Assert.Equal(3, Assert.Single((await desk.FindAsync(admin, Phone, None)).Value.Places, p => p.Name == "upload_names").Count);

        var erased = await desk.EraseAsync(admin, Phone, None);

        Assert.NotNull(erased.Value.DoneAt);
        Assert.Equal("•••••.csv", (await imports.GetAsync(byName.Id)).FileName);
        Assert.Contains((await imports.GetAsync(byHeader.Id)).Columns, c => c.Name == "de •••••");
        Assert.Equal("zoe.csv", (await imports.GetAsync(other.Id)).FileName);
        Assert.Equal("boleto •••••.pdf", Assert.Single(await MediaAsync()).FileName);
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        Assert.Null((await db.Set<Erasure>().SingleAsync()).Name);
    }

    [Fact]
    public async Task EraseAsync_AnImportThatGoesOn_WaitsForItsEnd()
    {
        var admin = _world.Acme.Admin with { Reason = "asked for by letter" };
        await _world.Db.AddAsync(Contact.Create(_world.Acme.Id, Phone, ContactFields.Parse("""{"name":"Zoé Conceição"}"""), _world.Now));
        var imports = new ImportWorld(_world);
        var import = await imports.CheckedAsync("zoe_conceicao.csv", Encoding.UTF8.GetBytes("phone,de Zoe Conceicao\n+5511987000001,Ana\n"));

        var erased = await _world.Get<PersonDesk>().EraseAsync(admin, Phone, None);

        Assert.Null(erased.Value.DoneAt);
        Assert.Equal(import.Columns, (await imports.GetAsync(import.Id)).Columns);
        await imports.ImportAsync(import);
        Assert.Equal(1, await _world.Get<ErasureRunner>().SweepAsync(None));
        Assert.Equal("•••••.csv", (await imports.GetAsync(import.Id)).FileName);
    }

    [Fact]
    public async Task Sweep_FilesThatWhatsAppKeepsNoLonger_GoUnlessACampaignStillNamesThem()
    {
        await AddMediaAsync("770001", "old.jpg");
        await AddMediaAsync("770002", "named.jpg");
        var header = new TemplateBinding(new TemplateParameter(TemplatePlace.Header, ParameterKind.Image, 1), "770002");
        var acme = _world.Acme;
        await _world.Db.AddAsync(Campaign.Create(acme.Id, new CampaignContent("Later", acme.Number.Id, acme.Template.Name, acme.Template.Language, ["a", "b"], null) { Components = [header] }, _world.Now));
        _world.Time.Advance(TemplateMedia.Kept);
        await _world.Get<RetentionSweep>().RunAsync(None);
        Assert.Equal(2, (await MediaAsync()).Count);

        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await AddMediaAsync("770003", "new.jpg");
        await _world.Get<RetentionSweep>().RunAsync(None);

        Assert.Equal(["named.jpg", "new.jpg"], (await MediaAsync()).Select(m => m.FileName).Order(StringComparer.Ordinal));
    }

    private Task AddMediaAsync(string mediaId, string name) => _world.Db.AddAsync(TemplateMedia.Create(
        _world.Acme.Id,
        _world.Acme.Number.Id,
        mediaId,
        ParameterKind.Image,
        new MediaFile(name, "image/jpeg", new byte[] { 1, 2, 3 }),
        new string('0', TemplateMedia.HashMaxLength),
        _world.Now));

    private async Task<List<TemplateMedia>> MediaAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return await db.Set<TemplateMedia>().AsNoTracking().ToListAsync();
    }
}
