using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Admin.Tests.Infrastructure.Messaging.Importing;
using Admin.Tests.Infrastructure.SqlConsole.Sqlite;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Tenancy;

/// <summary>One of everything that an organization owns, by the type of its id. A new typed id is added here.</summary>
internal sealed class Belongings
{
    private readonly Dictionary<Type, object> _ids = [];
    private readonly Dictionary<Type, Guid> _stamps = [];

    private Belongings(Tenant tenant) => Tenant = tenant;

    public Tenant Tenant { get; }

    public Campaign Campaign { get; private set; } = null!;

    /// <summary>Of its contact and of its recipient.</summary>
    private string Phone => Tenant.Organization.Slug == "acme" ? "+5511900000001" : "+5511900000002";

    public static async Task<Belongings> OfAsync(Tenant tenant)
    {
        var own = new Belongings(tenant);
        await own.FillAsync(tenant.World);
        return own;
    }

    public object? Id(Type type) => _ids.GetValueOrDefault(type);

    public Guid? Stamp(Type type) => _stamps.TryGetValue(type, out var stamp) ? stamp : null;

    /// <summary>Whatever must not show in what another organization reads.</summary>
    public IEnumerable<string> Traces() =>
        _ids.Where(i => i.Key != typeof(SessionId)).Select(i => i.Value.ToString()!).Append(Tenant.Number.PhoneNumberId).Append($"@{Tenant.Organization.Slug}.test");

    private async Task FillAsync(World world)
    {
        var source = DataSource.Create(Tenant.Id, new DataSourceSettings("Shop", EngineKind.Sqlite, Database: "shop.db", Mode: AccessMode.ReadOnly), world.Now);
        var list = ContactList.Create(Tenant.Id, "Customers", world.Now);
        Campaign = Campaign.Create(Tenant.Id, new CampaignContent("May", Tenant.Number.Id, Tenant.Template.Name, Tenant.Template.Language, ["a", "b"], null), world.Now);
        var moving = ReEncryption.Create(Tenant.Id, new ReEncryptionScope(SecretProviders.AesGcm, "a key", null, []), 1, Tenant.Admin, world.Now);
        var contact = Contact.Create(Tenant.Id, Phone, ContactFields.Of([KeyValuePair.Create("name", (string?)$"Person @{Tenant.Organization.Slug}.test")]).Value, world.Now);
        var tag = ContactTag.Create(Tenant.Id, $"@{Tenant.Organization.Slug}.test", world.Now);
        var consent = ConsentEntry.Create(contact, ConsentPurpose.Marketing, ConsentState.Given, world.Now, $"form @{Tenant.Organization.Slug}.test", Tenant.Admin, world.Now);
        await world.Db.AddAsync(source, list, Campaign, moving, contact, tag, consent, ContactListEntry.Create(list, contact.Id), ContactTagEntry.Create(tag, contact.Id));
        await world.Db.AddAsync(Recipient.Create(Campaign.Ref, 900, Phone, "{}", world.Now));

        Add(await PostNoticeAsync(world));
        Add(Tenant.Id, (await world.Get<OrganizationsService>().GetOwnAsync(Tenant.Admin, CancellationToken.None)).Value.Stamp);
        Add(Tenant.Support.Person!.Value, (await Tenant.MemberAsync(Tenant.Support)).Stamp);
        Add(Tenant.Admin.Session!.Value);
        Add(Tenant.Chatbot.Id, Tenant.Chatbot.Stamp);
        Add(Tenant.Secret.Id, Tenant.Secret.Stamp);
        Add(moving.Id);
        Add(Tenant.Number.Id, Tenant.Number.Stamp);
        var app = await world.Get<WhatsAppApps>().CreateAsync(Tenant.Admin, new WhatsAppAppDraft("Own app", "700000000001", new SecretInput("secret"), new SecretInput("word")), CancellationToken.None);
        Add(app.Value.Id, app.Value.Stamp);
        Add(Tenant.Template.Id);
        Add(Tenant.Token.Token.Id, Tenant.Token.Token.Stamp);
        Add(Tenant.Invitation.Invitation.Id);
        Add(source.Id, source.Stamp);
        await UseConsoleAsync(world, source);
        var erasure = Erasure.Create(Tenant.Id, "~mark", "+5511900000003", "Ana Souza", Tenant.Admin.Person, world.Now);
        await world.Db.AddAsync(erasure);
        Add(erasure.Id);
        Add((await new ImportWorld(world, Tenant).CheckedAsync("customers.csv", "phone\n+5511987000001\nnonsense\n"u8.ToArray())).Id);
        Add(list.Id, list.Stamp);
        Add(contact.Id, contact.Stamp);
        Add(tag.Id);
        Add(Campaign.Id, Campaign.Stamp);
        Add((await world.Get<CampaignAudience>().AddAsync(Tenant.Admin, Campaign.Id, new AudiencePartDraft(new ContactFilter(List: list.Id)), CancellationToken.None)).Value.Id);
        Add((await world.Get<WallLinks>().CreateAsync(Tenant.Admin, new WallLinkDraft("Lobby", null, 8, false), CancellationToken.None)).Value.Link.Id);
    }

    private async Task UseConsoleAsync(World world, DataSource source)
    {
        var saved = await world.Get<SavedQueries>().CreateAsync(Tenant.Admin, new SavedQueryDraft(source.Id, "Customers", "SELECT 1", IsShared: true), CancellationToken.None);
        Add(saved.Value.Id, saved.Value.Stamp);
        var wish = new GrantWish(AccessMode.ReadOnly, "a reason", world.Now.AddDays(1));
        Add((await world.Get<GrantService>().AskAsync(Tenant.Support, source.Id, wish, CancellationToken.None)).Value.Id);
        // Its files lie in the world's own directory and go with it.
        using var shop = new SqliteShop(Tenant.Id, world.Db.Directory);
        var run = new RunRequest(source.Id, "SELECT name FROM users", QueryParameters.None) { Keep = true };
        await world.Get<StatementRunner>().RunAsync(Tenant.Admin, run, CancellationToken.None);
        await using var db = await world.Db.OpenAsync(TenantScope.For(Tenant.Id));
        Add((await db.Set<QueryRun>().SingleAsync()).Id);
    }

    private async Task<NoticeId> PostNoticeAsync(World world)
    {
        var draft = new NoticeDraft(NoticeKinds.SecretExpiring, "a notice", new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = Tenant.Secret.Name });
        await using var db = await world.Db.OpenAsync(TenantScope.For(Tenant.Id));
        await using var write = await db.BeginWriteAsync(CancellationToken.None);
        await world.Get<NoticeBoard>().PostAsync(db, Tenant.Id, draft, CancellationToken.None);
        await write.CommitAsync(CancellationToken.None);
        return (await db.Set<Notice>().SingleAsync()).Id;
    }

    private void Add<TId>(TId id, Guid? stamp = null)
        where TId : struct
    {
        _ids[typeof(TId)] = id;
        if (stamp is { } known)
            _stamps[typeof(TId)] = known;
    }
}
