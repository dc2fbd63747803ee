using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Messaging.Contacts;

/// <summary>Contacts, lists, consent and opt-outs, by the services that people and programs call.</summary>
public sealed class ContactsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = Xunit.TestContext.Current.CancellationToken;

    private World _world = null!;

    private Tenant Acme => _world.Acme;

    private ContactEditor Editor => _world.Get<ContactEditor>();

    private ContactReader Reader => _world.Get<ContactReader>();

    private ContactBatches Batches => _world.Get<ContactBatches>();

    private ContactLists Lists => _world.Get<ContactLists>();

    private OptOuts OptOuts => _world.Get<OptOuts>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_TheSameMobileWithoutItsNinthDigit_IsTaken()
    {
        await AddAsync("+5511987654321", "Ana");

        var again = await Editor.CreateAsync(Acme.Admin, new ContactDraft("(11) 8765-4321"), Ct);

        Assert.Equal("contact_phone_taken", again.Error!.Code);
    }

    [Fact]
    public async Task Change_WithAnOldStamp_IsRefused_AndWithoutOneRequired()
    {
        var contact = await AddAsync("+5511987654321", "Ana");

        var changed = await Editor.ChangeAsync(Acme.Admin, contact.Id, new ContactDraft(Name: "Bia", Tags: ["VIP"]), contact.Stamp, Ct);
        var stale = await Editor.ChangeAsync(Acme.Admin, contact.Id, new ContactDraft(Name: "Caio"), contact.Stamp, Ct);
        var without = await Editor.ChangeAsync(Acme.Admin, contact.Id, new ContactDraft(Name: "Caio"), null, Ct);

        Assert.Equal(("Bia", "+5511987654321"), (changed.Value.Contact.Name, changed.Value.Contact.Phone));
        Assert.Equal(["VIP"], changed.Value.Contact.Tags);
        Assert.Equal((ErrorKind.PreconditionFailed, ErrorKind.PreconditionRequired), (stale.Error!.Kind, without.Error!.Kind));
    }

    [Fact]
    public async Task Contacts_ForAManager_AreMaskedAndCannotBeSearchedOrChanged()
    {
        var contact = await AddAsync("+5511987654321", "Ana Souza", ("city", "Campinas"));
        await Editor.RecordConsentAsync(Acme.Admin, contact.Id, new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Given, "told Ana's sister"), Ct);
        await OptOuts.AddAsync(Acme.Admin, contact.Phone, Ct);

        var seen = (await Reader.GetAsync(Acme.Manager, contact.Id, Ct)).Value;
        var listed = (await Reader.ListAsync(Acme.Manager, ContactFilter.Everybody, ContactOrder.Newest, new PageRequest(), Ct)).Value.Items.Single();
        var optedOut = (await OptOuts.ListAsync(Acme.Manager, new OptOutFilter(), new PageRequest(), Ct)).Value.Items.Single();

        Assert.Equal(("+55 11 •••••-4321", "A•••••"), (seen.Contact.Phone, seen.Contact.Name));
        Assert.Equal(NameMask.Hidden, seen.Contact.Fields["city"]);
        Assert.Equal(NameMask.Hidden, seen.Consents.Single().Source);
        Assert.Equal(("+55 11 •••••-4321", "+55 11 •••••-4321", "+55 11 •••••-4321"), (listed.Phone, optedOut.Phone, seen.OptOut!.Phone));
        Assert.Equal("forbidden", (await Reader.CountAsync(Acme.Manager, new ContactFilter("Ana"), Ct)).Error!.Code);
        Assert.Equal("forbidden", (await OptOuts.ListAsync(Acme.Manager, new OptOutFilter("4321"), new PageRequest(), Ct)).Error!.Code);
        Assert.Equal("forbidden", (await Editor.DeleteAsync(Acme.Manager, contact.Id, Ct)).Error!.Code);
        Assert.Equal("forbidden", (await Batches.DeleteAsync(Acme.Support, ContactSelection.Of(contact.Id), Ct)).Error!.Code);
    }

    [Fact]
    public async Task Filter_OfEachKind_FindsAndCountsTheSame()
    {
        var ana = await AddAsync("+5511987654321", "João Souza", ("city", "Campinas"));
        var bia = await AddAsync("+5521976543210", "Bia", tags: ["VIP", "new"]);
        var caio = await AddAsync("+14158675309", null, tags: ["vip"]);
        var list = (await Lists.CreateAsync(Acme.Admin, "Customers", Ct)).Value;
        await Batches.AddToListAsync(Acme.Admin, ContactSelection.Of(ana.Id, bia.Id), list.Id, Ct);
        await Editor.RecordConsentAsync(Acme.Admin, bia.Id, new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Given, "a form"), Ct);
        await OptOuts.AddAsync(Acme.Admin, "+55 21 7654-3210", Ct);

        await AssertFindsAsync(ContactFilter.Everybody, caio, bia, ana);
        await AssertFindsAsync(new ContactFilter("joao sou"), ana);
        await AssertFindsAsync(new ContactFilter("11 8765-4321"), ana);
        await AssertFindsAsync(new ContactFilter("7654"), bia, ana);
        await AssertFindsAsync(new ContactFilter("100%"));
        await AssertFindsAsync(new ContactFilter(Tag: "Vip"), caio, bia);
        await AssertFindsAsync(new ContactFilter(Tag: "nobody's"));
        await AssertFindsAsync(new ContactFilter(List: list.Id), bia, ana);
        await AssertFindsAsync(new ContactFilter(List: list.Id, Tag: "vip"), bia);
        await AssertFindsAsync(new ContactFilter(Marketing: ConsentState.Given), bia);
        await AssertFindsAsync(new ContactFilter(Marketing: ConsentState.Unknown, Utility: ConsentState.Unknown), caio, ana);
        await AssertFindsAsync(new ContactFilter(OptedOut: true), bia);
        await AssertFindsAsync(new ContactFilter(OptedOut: false), caio, ana);
        await AssertFindsAsync(new ContactFilter(OptedOut: false, Tag: "vip"), caio);
        await AssertFindsAsync(new ContactFilter(OptedOut: true, Marketing: ConsentState.Given), bia);
        await AssertFindsAsync(new ContactFilter(OptedOut: true, Marketing: ConsentState.Unknown));
        await AssertFindsAsync(new ContactFilter(Tag: "vip", Marketing: ConsentState.Unknown), caio);
        await AssertFindsAsync(new ContactFilter(List: list.Id, Marketing: ConsentState.Unknown), ana);
        await AssertFindsAsync(new ContactFilter(List: list.Id, Tag: "vip", Marketing: ConsentState.Unknown));
        await AssertFindsAsync(new ContactFilter(List: list.Id, OptedOut: false, Marketing: ConsentState.Unknown), ana);
        await AssertFindsAsync(new ContactFilter("o", OptedOut: false, CreatedFrom: ana.CreatedAt, CreatedBefore: bia.CreatedAt), ana);
    }

    [Fact]
    public async Task Consent_RecordedLate_IsHistoryAndChangesNothing()
    {
        var contact = await AddAsync("+5511987654321", "Ana");

        await Editor.RecordConsentAsync(Acme.Admin, contact.Id, new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Withdrawn, "said on the phone"), Ct);
        var late = await Editor.RecordConsentAsync(Acme.Admin, contact.Id, new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Given, "old paper list", _world.Now.AddDays(-30)), Ct);

        Assert.Equal(ConsentState.Withdrawn, late.Value.Contact.Marketing);
        Assert.Equal(["said on the phone", "old paper list"], late.Value.Consents.Select(c => c.Source));
        Assert.All(late.Value.Consents, c => Assert.Equal("admin", c.By));
    }

    [Fact]
    public async Task Merge_UnitesTheTwoAndCarriesTheOptOutOver()
    {
        var stays = await AddAsync("+5511987654321", "Ana", ("city", "Campinas"));
        var goes = await AddAsync("+5511976543210", "Ana Souza", ("order", "7"), ["vip"]);
        var list = (await Lists.CreateAsync(Acme.Admin, "Customers", Ct)).Value;
        await Batches.AddToListAsync(Acme.Admin, ContactSelection.Of(goes.Id), list.Id, Ct);
        await Editor.RecordConsentAsync(Acme.Admin, goes.Id, new ConsentDraft(ConsentPurpose.Utility, ConsentState.Given, "a form"), Ct);
        await OptOuts.AddAsync(Acme.Admin, goes.Phone, Ct);

        var merged = (await _world.Get<ContactMerge>().MergeAsync(Acme.Admin, stays.Id, goes.Id, stays.Stamp, Ct)).Value;

        Assert.Equal((stays.Id, "+5511987654321", "Ana"), (merged.Contact.Id, merged.Contact.Phone, merged.Contact.Name));
        Assert.Equal(("Campinas", "7"), (merged.Contact.Fields["city"], merged.Contact.Fields["order"]));
        Assert.Equal(["vip"], merged.Contact.Tags);
        Assert.Equal(("Customers", ConsentState.Given, "a form"), (merged.Lists.Single().Name, merged.Contact.Utility, merged.Consents.Single().Source));
        Assert.True(merged.Contact.IsOptedOut);
        Assert.Equal("contact_not_found", (await Reader.GetAsync(Acme.Admin, goes.Id, Ct)).Error!.Code);
        Assert.Equal(2, (await OptOuts.ListAsync(Acme.Admin, new OptOutFilter(), new PageRequest(), Ct)).Value.Total);
    }

    [Fact]
    public async Task Batches_PressedTwice_ChangeOnce()
    {
        var ana = await AddAsync("+5511987654321", "Ana", tags: ["old"]);
        var bia = await AddAsync("+5511976543210", "Bia");
        var everybody = new ContactSelection(ContactFilter.Everybody);

        Assert.Equal(2, (await Batches.TagAsync(Acme.Admin, everybody, ["VIP", "old"], Ct)).Value);
        Assert.Equal(0, (await Batches.TagAsync(Acme.Admin, everybody, ["vip"], Ct)).Value);
        Assert.Equal(["old", "VIP"], (await Reader.TagsAsync(Acme.Admin, Ct)).Value);
        Assert.Equal(2, (await Reader.CountAsync(Acme.Admin, new ContactFilter(Tag: "vip"), Ct)).Value);
        Assert.Equal(2, (await Batches.UntagAsync(Acme.Admin, everybody, ["OLD"], Ct)).Value);
        Assert.Equal(["VIP"], (await Reader.TagsAsync(Acme.Admin, Ct)).Value);
        Assert.Equal(1, (await Batches.DeleteAsync(Acme.Admin, ContactSelection.Of(ana.Id), Ct)).Value);
        Assert.Equal("contact_not_found", (await Batches.DeleteAsync(Acme.Admin, ContactSelection.Of(ana.Id, bia.Id), Ct)).Error!.Code);
        Assert.Equal(1, (await Batches.DeleteAsync(Acme.Admin, everybody, Ct)).Value);
        Assert.Empty((await Reader.TagsAsync(Acme.Admin, Ct)).Value);
    }

    [Fact]
    public async Task Delete_WhoACampaignWroteTo_LeavesTheLedgerAndTheOptOut()
    {
        var contact = await AddAsync("+5511987654321", "Ana");
        var campaign = Campaign.Create(Acme.Id, new CampaignContent("May", Acme.Number.Id, Acme.Template.Name, Acme.Template.Language, ["a", "b"], null), _world.Now);
        await _world.Db.AddAsync(campaign);
        await _world.Db.AddAsync(Recipient.Create(campaign.Ref, 1, "+551187654321", "{}", _world.Now), Recipient.Create(campaign.Ref, 2, "+5511900000000", "{}", _world.Now));
        await OptOuts.AddAsync(Acme.Admin, contact.Phone, Ct);

        var sent = (await Reader.MessagesAsync(Acme.Admin, contact.Id, new PageRequest(), Ct)).Value;
        await Editor.DeleteAsync(Acme.Admin, contact.Id, Ct);

        Assert.Equal(("May", 1), (sent.Items.Single().Campaign, sent.Items.Single().Ordinal));
        await using var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id));
        Assert.Equal(2, await db.Set<Recipient>().CountAsync(Ct));
        Assert.Equal(contact.Phone, (await db.Set<OptOut>().SingleAsync(Ct)).Phone);
    }

    [Fact]
    public async Task Lists_OfACampaignThatWaits_CannotBeDeleted()
    {
        var list = (await Lists.CreateAsync(Acme.Admin, "Customers", Ct)).Value;
        var campaign = Campaign.Create(Acme.Id, new CampaignContent("May", Acme.Number.Id, Acme.Template.Name, Acme.Template.Language, ["a", "b"], null), _world.Now);
        await _world.Db.AddAsync(campaign);
        await _world.Db.AddAsync(CampaignAudiencePart.Create(campaign, new AudiencePartContent(new ContactFilter(List: list.Id))));

        Assert.Equal("contact_list_in_use", (await Lists.DeleteAsync(Acme.Admin, list.Id, Ct)).Error!.Code);
        Assert.Equal("contact_list_name_taken", (await Lists.CreateAsync(Acme.Admin, " CUSTOMERS ", Ct)).Error!.Code);
        var renamed = (await Lists.RenameAsync(Acme.Admin, list.Id, "Buyers", list.Stamp, Ct)).Value;
        Assert.Equal("Buyers", renamed.Name);
        Assert.Equal(ErrorKind.PreconditionFailed, (await Lists.RenameAsync(Acme.Admin, list.Id, "Friends", list.Stamp, Ct)).Error!.Kind);
    }

    [Fact]
    public async Task OptOut_InEitherSpelling_IsOneAndIsRemovedByEither()
    {
        await OptOuts.AddAsync(Acme.Admin, "+55 11 8765-4321", Ct);

        Assert.False((await OptOuts.AddAsync(Acme.Admin, "+55 11 98765-4321", Ct)).Value);
        Assert.Equal("+5511987654321", (await OptOuts.ListAsync(Acme.Admin, new OptOutFilter("8765"), new PageRequest(), Ct)).Value.Items.Single().Phone);
        Assert.False((await OptOuts.RemoveAsync(Acme.Admin, "551187654321", Ct)).Failed);
        Assert.Equal(0, (await OptOuts.ListAsync(Acme.Admin, new OptOutFilter(), new PageRequest(), Ct)).Value.Total);
    }

    [Fact]
    public async Task Audit_OfAllThat_NamesNobody()
    {
        var ana = await AddAsync("+5511987654321", "Ana Souza", ("city", "Campinas"), ["vip"]);
        await Editor.ChangeAsync(Acme.Admin, ana.Id, new ContactDraft(Name: "Ana Lima"), ana.Stamp, Ct);
        await Editor.RecordConsentAsync(Acme.Admin, ana.Id, new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Given, "told Ana's sister"), Ct);
        await Batches.TagAsync(Acme.Admin, ContactSelection.Of(ana.Id), ["gold"], Ct);
        await Editor.DeleteAsync(Acme.Admin, ana.Id, Ct);

        await using var db = await _world.Db.OpenAsync(TenantScope.For(Acme.Id));
        var entries = (await db.Set<AuditEntry>().OrderBy(e => e.Sequence).ToListAsync(Ct)).FindAll(e => e.Action.StartsWith("contact", StringComparison.Ordinal));
        Assert.Equal(["contact.created", "contact.changed", "contact.consent_recorded", "contacts.tagged", "contact.deleted"], entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.DoesNotMatch("Ana|8765|Campinas|sister", $"{e.Details}{e.SubjectId}{e.Reason}"));
    }

    private async Task AssertFindsAsync(ContactFilter filter, params ContactView[] expected)
    {
        var page = (await Reader.ListAsync(Acme.Admin, filter, ContactOrder.Newest, new PageRequest(), Ct)).Value;

        Assert.Equal(expected.Select(c => c.Id), page.Items.Select(c => c.Id));
        Assert.Equal(expected.Length, page.Total);
        Assert.Equal(expected.Length, (await Reader.CountAsync(Acme.Admin, filter, Ct)).Value);
        var byName = (await Reader.ListAsync(Acme.Admin, filter, ContactOrder.Name, new PageRequest(), Ct)).Value;
        Assert.Equal(expected.Select(c => c.Id).ToHashSet(), byName.Items.Select(c => c.Id).ToHashSet());
    }

    private async Task<ContactView> AddAsync(string phone, string? name, (string Name, string Text)? field = null, string[]? tags = null)
    {
        IReadOnlyList<KeyValuePair<string, string?>>? fields = field is { } given ? [KeyValuePair.Create(given.Name, (string?)given.Text)] : null;
        _world.Time.Advance(TimeSpan.FromMilliseconds(10));
        return (await Editor.CreateAsync(Acme.Admin, new ContactDraft(phone, name, fields, tags), Ct)).Value.Contact;
    }
}
