using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Tests.Infrastructure.Messaging.Importing;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Importing;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Web.Importing;

/// <summary>The steps of an import: each is where it was left, and leads to the next.</summary>
public sealed class ImportPagesTests : WorldPages
{
    private ImportWorld Imports => new(World);

    private protected override string Address => "/o/acme/contacts/imports";

    private protected override void Equip()
    {
        Use<LiveBroker>();
        Use<ContactImportReader>();
        Use<ContactImportUploads>();
        Use<ContactImportPreviews>();
        Use<ContactLists>();
        Use<ContactImports>();
    }

    [Fact]
    public void List_Empty_SaysWhatToDo()
    {
        var list = Render<ImportsPage>(p => p.Add(x => x.Organization, "acme").AddCascadingValue(Page()));

        list.WaitForAssertion(() => Assert.Contains("No imports yet", list.Markup, StringComparison.Ordinal), Patience);
        Assert.Equal(2, list.FindAll("a.button.primary").Count);
    }

    [Fact]
    public async Task List_ForAManager_ShowsWithoutOffering()
    {
        await Imports.CheckedAsync("customers.csv", Content);

        var list = Render<ImportsPage>(p => p.Add(x => x.Organization, "acme").AddCascadingValue(Page(Role.Manager)));

        list.WaitForAssertion(() => Assert.Contains("customers.csv", list.Markup, StringComparison.Ordinal), Patience);
        Assert.Empty(list.FindAll("a.button.primary"));
    }

    [Fact]
    public async Task Columns_AnotherSeparator_IsSeenAtOnceAndChecked()
    {
        var import = (await Imports.UploadAsync("customers.csv", "phone;name\n+5511987000001;Ana\nnonsense;Bia\n"u8.ToArray())).Value;
        var page = Open(import.Id);
        page.WaitForElement("[data-testid=import-preview]", Patience);
        Assert.Equal(2, page.FindAll("select[data-column]").Count);

        await page.Find("#import-separator").ChangeAsync(new ChangeEventArgs { Value = nameof(CsvSeparator.Comma) });
        page.WaitForAssertion(() => Assert.Single(page.FindAll("select[data-column]")), Patience);
        await page.Find("#import-separator").ChangeAsync(new ChangeEventArgs { Value = nameof(CsvSeparator.Semicolon) });
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("select[data-column]").Count), Patience);
        Assert.Single(page.FindAll("tr[data-rejected=phone_invalid]"));
        await page.Find("form.stack").SubmitAsync();

        page.WaitForElement("[data-testid=import-stop-check]", Patience);
        Assert.Equal(ContactImportState.Checking, (await Imports.GetAsync(import.Id)).State);
    }

    [Fact]
    public async Task Columns_WithoutAPhone_SaySo()
    {
        var import = (await Imports.UploadAsync("customers.csv", Content)).Value;
        var page = Open(import.Id);
        page.WaitForElement("[data-testid=import-preview]", Patience);

        await page.Find("select[data-column='0']").ChangeAsync(new ChangeEventArgs { Value = nameof(ColumnUse.Ignored) });
        await page.Find("form.stack").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("contact_import_no_phone", page.Markup, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task Check_Done_ShowsCountsAndStarts()
    {
        var import = await Imports.CheckedAsync("customers.csv", Content);
        var page = Open(import.Id);
        page.WaitForElement("[data-testid=import-start]", Patience);

        Assert.Equal(("1", "1"), (page.Find("[data-testid=import-people]").TextContent, page.Find("[data-testid=import-rejected]").TextContent));
        Assert.Contains($"/api/v1/contact-imports/{import.Id}/rejected.csv", page.Find("[data-testid=import-download]").GetAttribute("href"), StringComparison.Ordinal);
        await page.Find("[data-testid=import-start]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-import-state=importing]")), Patience);
    }

    [Fact]
    public async Task Check_BackToColumns_HasItsOwnAddress()
    {
        var import = await Imports.CheckedAsync("customers.csv", Content);
        var page = Open(import.Id);

        var back = page.WaitForElement("a[href*='step=columns']", Patience).GetAttribute("href")!;
        GoTo(back);
        var again = Open(import.Id);

        again.WaitForElement("[data-testid=import-preview]", Patience);
    }

    [Fact]
    public async Task Cancel_Confirmed_EndsIt()
    {
        var import = await Imports.CheckedAsync("customers.csv", Content);
        var dialogs = Dialogs();
        var page = Open(import.Id);
        page.WaitForElement("[data-testid=import-cancel]", Patience);

        var pressed = page.Find("[data-testid=import-cancel]").ClickAsync(new());
        Confirm(dialogs);
        await pressed.WaitAsync(Patience, Ct);

        page.WaitForElement("[data-import-state=cancelled]", Patience);
    }

    [Fact]
    public async Task Result_ForSupport_IsShownWithoutTheDownload()
    {
        var import = await Imports.ImportAsync(await Imports.CheckedAsync("customers.csv", Content));

        var page = Open(import.Id, Role.Support);

        page.WaitForElement("[data-import-state=completed]", Patience);
        Assert.Contains("1 contacts added", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=import-download]"));
    }

    private static byte[] Content => "phone,name\n+5511987000001,Ana\nnonsense,Bia\n"u8.ToArray();

    private IRenderedComponent<ImportPage> Open(ContactImportId id, Role role = Role.OrgAdmin) =>
        Render<ImportPage>(p => p.Add(x => x.Organization, "acme").Add(x => x.Id, id.Value).AddCascadingValue(Page(role)));
}
