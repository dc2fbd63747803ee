using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Contacts;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Contacts;

/// <summary>The pages of contacts are wired to their services.</summary>
public sealed class ContactPagesTests : WorldPages
{
    private protected override string Address => "/o/acme/contacts";

    private protected override void Equip()
    {
        base.Equip();
        Use<ContactReader>();
        Use<ContactEditor>();
        Use<ContactMerge>();
        Use<ContactBatches>();
        Use<ContactLists>();
        Use<OptOuts>();
    }

    [Fact]
    public void Contacts_NoneYet_SaysWhatOneIsAndOffersIt()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No contacts yet", page.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(2, page.FindAll(".button.primary").Count);
    }

    [Fact]
    public async Task Contacts_Ticked_AreTaggedInBulk()
    {
        await AddAsync("+5511987654321", "Ana");
        await AddAsync("+5511976543210", "Bia");
        var dialogs = Dialogs();
        var page = Open();

        await page.WaitForElement("[data-testid=tick-all]", Patience).ClickAsync(new());
        var pressed = page.WaitForElement("[data-testid=bulk-tag]", Patience).ClickAsync(new());
        await dialogs.WaitForElement("#contact-tags", Patience).InputAsync(new ChangeEventArgs { Value = "vip, new" });
        await dialogs.Find("#contact-tags-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        var contacts = (await World.Get<ContactReader>().ListAsync(Acme.Admin, ContactFilter.Everybody, ContactOrder.Newest, new PageRequest(), Ct)).Value.Items;
        Assert.Equal([["new", "vip"], ["new", "vip"]], contacts.Select(c => c.Tags));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=bulk-bar]")), Patience);
    }

    [Fact]
    public async Task Contacts_ForAManager_AreReadOnlyAndMasked()
    {
        await AddAsync("+5511987654321", "Ana");
        SignIn(Acme.Manager);

        var page = Open(Role.Manager);

        page.WaitForElement("[data-contact]", Patience);
        Assert.DoesNotContain("98765", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button.primary, input[type=checkbox], input[type=search]"));
    }

    [Fact]
    public async Task Contact_OptedOutByHand_ShowsItAndOffersTheWayBack()
    {
        var contact = await AddAsync("+5511987654321", "Ana");
        var dialogs = Dialogs();
        var page = OpenOne(contact);

        var pressed = page.WaitForElement("[data-testid=opt-out]", Patience).ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        page.WaitForElement("[data-opted-out]", Patience);
        Assert.Equal(1, (await World.Get<OptOuts>().ListAsync(Acme.Admin, new OptOutFilter(), new PageRequest(), Ct)).Value.Total);
        page.WaitForElement("[data-testid=lift]", Patience);
    }

    [Fact]
    public async Task Contact_Consent_IsRecordedAndShown()
    {
        var contact = await AddAsync("+5511987654321", "Ana");
        var dialogs = Dialogs();
        var page = OpenOne(contact);

        var pressed = page.WaitForElement("[data-testid=record-consent]", Patience).ClickAsync(new());
        await dialogs.WaitForElement("#consent-source", Patience).ChangeAsync(new ChangeEventArgs { Value = "website form" });
        await dialogs.Find("#consent-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        page.WaitForAssertion(() => Assert.Contains("website form", page.Find("[data-consents]").TextContent, StringComparison.Ordinal), Patience);
        Assert.Equal(ConsentState.Given, (await World.Get<ContactReader>().GetAsync(Acme.Admin, contact, Ct)).Value.Contact.Marketing);
    }

    [Fact]
    public async Task Contact_Edited_KeepsWhatWasNotTouched()
    {
        var contact = await AddAsync("+5511987654321", "Ana");
        var dialogs = Dialogs();
        var page = OpenOne(contact);

        var pressed = page.WaitForElement("[data-testid=edit-contact]", Patience).ClickAsync(new());
        await dialogs.WaitForElement("#contact-fields", Patience).ChangeAsync(new ChangeEventArgs { Value = "city = Campinas\norder = 7" });
        await dialogs.Find("#contact-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        var changed = (await World.Get<ContactReader>().GetAsync(Acme.Admin, contact, Ct)).Value.Contact;
        Assert.Equal(("Ana", "+5511987654321", "Campinas", "7"), (changed.Name, changed.Phone, changed.Fields["city"], changed.Fields["order"]));
    }

    [Fact]
    public async Task Lists_Made_StandInTheTable()
    {
        var dialogs = Dialogs();
        var page = Render<ContactListsPage>(p => p.AddCascadingValue(Page()).Add(c => c.Organization, "acme"));

        var pressed = page.WaitForElement("[data-testid=new-list]", Patience).ClickAsync(new());
        await dialogs.WaitForElement("#contact-list-name", Patience).ChangeAsync(new ChangeEventArgs { Value = "Customers" });
        await dialogs.Find("#contact-list-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        page.WaitForAssertion(() => Assert.Contains("Customers", page.Find("[data-list]").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task OptOuts_Added_StandInTheTable()
    {
        var dialogs = Dialogs();
        var page = Render<OptOutsPage>(p => p.AddCascadingValue(Page()).Add(c => c.Organization, "acme"));

        var pressed = page.WaitForElement("[data-testid=new-opt-out]", Patience).ClickAsync(new());
        await dialogs.WaitForElement("#opt-out-phone", Patience).ChangeAsync(new ChangeEventArgs { Value = "+5511987654321" });
        await dialogs.Find("#opt-out-form").SubmitAsync();
        await pressed.WaitAsync(Patience, Ct);

        page.WaitForAssertion(() => Assert.Contains("Entered here", page.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
    }

    private IRenderedComponent<ContactsPage> Open(Role role = Role.OrgAdmin) => Render<ContactsPage>(p => p.AddCascadingValue(Page(role)).Add(c => c.Organization, "acme"));

    private IRenderedComponent<ContactPage> OpenOne(ContactId id)
    {
        GoTo($"/o/acme/contacts/{id}");
        return Render<ContactPage>(p => p.AddCascadingValue(Page()).Add(c => c.Organization, "acme").Add(c => c.Id, id.Value));
    }

    private async Task<ContactId> AddAsync(string phone, string name) =>
        (await World.Get<ContactEditor>().CreateAsync(Acme.Admin, new ContactDraft(phone, name), Ct)).Value.Contact.Id;
}
