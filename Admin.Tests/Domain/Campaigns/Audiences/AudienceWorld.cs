using System.Text;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Campaigns.Audiences;

/// <summary>Acme's contacts, and campaigns that are frozen without an engine.</summary>
internal static class AudienceWorld
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Contact> ContactAsync(this World world, string phone, string name = "", ContactList? list = null, ContactTag? tag = null)
    {
        var contact = Contact.Create(world.Acme.Id, phone, name.Length == 0 ? ContactFields.None : ContactFields.Of([KeyValuePair.Create("name", (string?)name)]).Value, world.Now);
        await world.Db.AddAsync(contact);
        if (list is not null)
            await world.Db.AddAsync(ContactListEntry.Create(list, contact.Id));
        if (tag is not null)
            await world.Db.AddAsync(ContactTagEntry.Create(tag, contact.Id));
        return contact;
    }

    public static async Task<ContactList> ListAsync(this World world, string name = "Customers")
    {
        var list = ContactList.Create(world.Acme.Id, name, world.Now);
        await world.Db.AddAsync(list);
        return list;
    }

    public static async Task<ContactTag> TagAsync(this World world, string name = "VIP")
    {
        var tag = ContactTag.Create(world.Acme.Id, name, world.Now);
        await world.Db.AddAsync(tag);
        return tag;
    }

    public static async Task ImportAsync(this World world, CampaignId campaign, string csv)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        Assert.Null((await world.Get<CampaignAudience>().ImportAsync(world.Acme.Admin, campaign, file, Ct)).Error);
    }

    public static async Task<AudiencePartView> AddPartAsync(this World world, CampaignId campaign, AudiencePartDraft part)
    {
        var added = await world.Get<CampaignAudience>().AddAsync(world.Acme.Admin, campaign, part, Ct);
        Assert.Null(added.Error);
        return added.Value;
    }

    public static async Task<AudienceView> AudienceAsync(this World world, CampaignId campaign) =>
        (await world.Get<CampaignAudience>().GetAsync(world.Acme.Support, campaign, Ct)).Value;

    /// <summary>Starts it and freezes its audience; answers its people by ordinal.</summary>
    public static async Task<IReadOnlyList<Recipient>> FreezeAsync(this World world, CampaignId campaign)
    {
        Assert.Null((await world.Get<CampaignControl>().StartAsync(world.Acme.Admin, campaign, Ct)).Error);
        await using var db = await world.Db.OpenAsync(TenantScope.For(world.Acme.Id));
        var started = await db.Set<Campaign>().AsNoTracking().SingleAsync(c => c.Id == campaign, Ct);
        await world.Get<CampaignPlanner>().PlanAsync(started.Ref, Ct);
        return await db.Set<Recipient>().AsNoTracking().Where(r => r.CampaignKey == started.Key).OrderBy(r => r.Ordinal).ToListAsync(Ct);
    }

    /// <summary>Changes recipients of a campaign behind its back.</summary>
    public static async Task ChangeAsync(this World world, CampaignId campaign, Func<IQueryable<Recipient>, Task> change)
    {
        await using var db = await world.Db.OpenAsync(TenantScope.For(world.Acme.Id));
        await using var write = await db.BeginWriteAsync(Ct);
        var key = await db.Set<Campaign>().Where(c => c.Id == campaign).Select(c => c.Key).SingleAsync(Ct);
        await change(db.Set<Recipient>().Where(r => r.CampaignKey == key));
        await write.CommitAsync(Ct);
    }
}
