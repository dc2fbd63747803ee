using System.Reflection;
using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Messaging.Simulating;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.Exporting;
using Admin.Domain.Secrets.Importing;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Domain.SqlConsole;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Admin.Tests.Support;
using MemberFilter = Admin.Domain.Organizations.MemberFilter;

namespace Admin.Tests.Tenancy;

/// <summary>
/// A recipe for every type that a service method takes. A parameter without one fails the test by its name: whoever adds a
/// request adds here what in it can belong to somebody else.
/// </summary>
internal sealed class Arguments(Belongings own, Belongings foreign)
{
    private Tenant Own => own.Tenant;

    private Tenant Foreign => foreign.Tenant;

    public Argument For(MethodInfo method, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (type == typeof(Actor))
            return new Argument(Own.Admin with { Reason = "a reason of mine" });
        if (own.Id(type) is { } id)
            return new Argument(id, (type.Name, foreign.Id(type)));
        if (type == typeof(Guid?) || type == typeof(Result<Guid>))
            return new Argument(Stamp(method, type));
        if (type == typeof(string))
            return Text(parameter.Name!);
        if (type.IsEnum)
            return new Argument(Enum.GetValues(type).GetValue(0));
        return Plain(type) ?? Request(type) ?? throw new InvalidOperationException($"{method.DeclaringType!.Name}.{method.Name} takes a {type.Name}: give it a recipe in {nameof(Arguments)}, with everything in it that can belong to another organization.");
    }

    private object Stamp(MethodInfo method, Type type)
    {
        var subject = method.GetParameters().Select(p => own.Stamp(p.ParameterType)).FirstOrDefault(s => s is not null) ?? own.Stamp(typeof(OrganizationId))!.Value;
        return type == typeof(Guid?) ? (object)subject : (Result<Guid>)subject;
    }

    private Argument Text(string name) => name switch
    {
        "topic" => new Argument($"campaign:{own.Id(typeof(CampaignId))}", ("a campaign's topic", $"campaign:{foreign.Id(typeof(CampaignId))}")),
        "policy" => new Argument(RatePolicyNames.DatabaseQuery),
        "email" or "adminEmail" => new Argument("somebody@elsewhere.test"),
        "reason" => new Argument("a reason of mine"),
        "provider" => new Argument(SecretProviders.Fernet),
        "url" => new Argument("https://check.example/"),
        "header" => new Argument(null),
        "statement" => new Argument("SELECT 1"),
        "phone" => new Argument("+5511900000009"),
        "phoneNumberId" => new Argument(Own.Number.PhoneNumberId, ("number", Foreign.Number.PhoneNumberId)),
        "contentType" => new Argument("image/jpeg"),
        "password" or "current" => new Argument(Tenant.Password),
        "next" => new Argument("another correct horse battery"),
        "text" or "note" or "code" => new Argument(null),
        _ => new Argument("something"),
    };

    private static Argument? Plain(Type type)
    {
        if (type == typeof(CancellationToken))
            return new Argument(CancellationToken.None);
        if (type == typeof(PageRequest))
            return new Argument(new PageRequest(1, PageRequest.MaxSize));
        if (type == typeof(int))
            return new Argument(1);
        if (type == typeof(long))
            return new Argument(1L);
        if (Nullable.GetUnderlyingType(type) is { IsEnum: true })
            return new Argument(null);
        if (type == typeof(IReadOnlyList<NoticeChoice>))
            return new Argument(new[] { new NoticeChoice(NoticeGroup.Visits, false) });
        if (type == typeof(bool))
            return new Argument(false);
        if (type == typeof(Stream))
            return new Argument(new MemoryStream(Encoding.UTF8.GetBytes("phone\n+5511988887777\n")));
        return type == typeof(Func<Task>) ? new Argument(() => Task.CompletedTask) : null;
    }

    private Argument? Request(Type type) => Many(type) ?? type.Name switch
    {
        nameof(SimulatorDials) => new Argument(new SimulatorDials()),
        nameof(SimulatedNumberChange) => new Argument(new SimulatedNumberChange()),
        nameof(SimulatedTemplateChange) => new Argument(new SimulatedTemplateChange("", "order_update", "en_US")),
        nameof(SimulatedInbound) => new Argument(new SimulatedInbound("100", "5511900000009", InboundKind.Text, "SAIR")),
        nameof(MemberFilter) => new Argument(new MemberFilter()),
        nameof(NoticeFilter) => new Argument(new NoticeFilter()),
        nameof(OrganizationFilter) => new Argument(new OrganizationFilter()),
        nameof(ServiceTokenFilter) => new Argument(new ServiceTokenFilter()),
        nameof(AuditFilter) => new Argument(new AuditFilter()),
        nameof(SecretFilter) => new Argument(new SecretFilter()),
        nameof(TemplateFilter) => new Argument(new TemplateFilter()),
        nameof(CampaignFilter) => new Argument(new CampaignFilter()),
        nameof(RecipientFilter) => new Argument(new RecipientFilter()),
        nameof(MemberChange) => new Argument(new MemberChange(Role.Manager)),
        nameof(OrganizationChange) => new Argument(new OrganizationChange("Renamed")),
        nameof(ChatbotDraft) => new Argument(new ChatbotDraft("Another bot")),
        nameof(RateOverrideInput) => new Argument(new RateOverrideInput(10, 60, null, "a reason of mine")),
        nameof(SecretInput) => new Argument(new SecretInput("value")),
        nameof(SecretRotation) => new Argument(new SecretRotation(new SecretInput("value"))),
        nameof(ServiceTokenDraft) => Tokens(),
        nameof(NumberDraft) => Numbers(),
        nameof(NumberChange) => NumberChanges(),
        nameof(WhatsAppAppDraft) => new Argument(new WhatsAppAppDraft("Another app", "700000000002", new SecretInput("secret"), new SecretInput("word"))),
        nameof(WhatsAppAppChange) => new Argument(new WhatsAppAppChange("Renamed")),
        nameof(ReEncryptionRequest) => new Argument(Moving(Own), ("secret", Moving(Foreign))),
        nameof(SecretDraft) => new Argument(Secret(Own), ("chatbot", Secret(Foreign))),
        nameof(SecretChange) => new Argument(SecretChanges(Own), ("chatbot", SecretChanges(Foreign))),
        nameof(DataSourceSettings) => new Argument(Source(Own), ("secret", Source(Foreign))),
        nameof(SecretImportRequest) => new Argument(Import(Own), ("chatbot", Import(Foreign))),
        nameof(SecretSelection) => new Argument(new SecretSelection(new SecretFilter(), [Own.Secret.Id]), ("secret", new SecretSelection(new SecretFilter(), [Foreign.Secret.Id]))),
        nameof(SecretBatchChange) => new Argument(new SecretBatchChange { AddTags = ["another"] }),
        nameof(RunRequest) => new Argument(Run(own), ("data source", Run(foreign))),
        nameof(RunFilter) => new Argument(new RunFilter()),
        nameof(SavedQueryDraft) => new Argument(Saved(own), ("data source", Saved(foreign))),
        nameof(GrantWish) => new Argument(new GrantWish(AccessMode.ReadOnly, "a reason of mine", Own.World.Now.AddDays(1))),
        nameof(GrantDraft) => new Argument(new GrantDraft(AccessMode.ReadOnly, Role: Role.Support)),
        nameof(RetentionChange) => new Argument(new RetentionChange(30, 6, 14, 3)),
        nameof(WallLinkDraft) => new Argument(Wall(own), ("campaign", Wall(foreign))),
        nameof(PreparationDraft) => new Argument(new PreparationDraft("Another", Times: SendTimes.Always("America/Sao_Paulo"), DailyCap: 10)),
        nameof(PriceListDraft) => new Argument(new PriceListDraft("BRL", [new PriceOf("marketing", "BR", 0.35m)])),
        nameof(CampaignRulesDraft) => new Argument(new CampaignRulesDraft(3, 7, 1000)),
        nameof(ContactImportDraft) => new Argument(new ContactImportDraft("more.csv", 10, 1)),
        nameof(ImportFormat) => new Argument(new ImportFormat(CsvEncoding.Utf8, CsvSeparator.Comma, true)),
        nameof(ImportSettings) => new Argument(Importing(own), ("list", Importing(foreign))),
        nameof(CampaignDraft) => new Argument(Draft(Own), ("number", Draft(Foreign)), ("further number", Draft(Own) with { FurtherNumbers = [Foreign.Number.PhoneNumberId] })),
        nameof(CampaignSketch) => new Argument(Sketch(Own), ("number", Sketch(Foreign)), ("further number", Sketch(Own) with { FurtherNumbers = [Foreign.Number.PhoneNumberId] })),
        nameof(TestSendDraft) => new Argument(TestSend(Own), ("number", TestSend(Foreign))),
        nameof(ContactFilter) => new Argument(new ContactFilter(List: ListOf(own)), ("list", new ContactFilter(List: ListOf(foreign)))),
        nameof(AudiencePartDraft) => new Argument(
            new AudiencePartDraft(new ContactFilter(Tag: "another")),
            ("list", new AudiencePartDraft(new ContactFilter(List: ListOf(foreign)))),
            ("campaign", new AudiencePartDraft(Earlier: new EarlierOutcome((CampaignId)foreign.Id(typeof(CampaignId))!, CampaignOutcome.Failed)))),
        nameof(ContactSelection) => new Argument(
            ContactSelection.Of(ContactOf(own)),
            ("contact", ContactSelection.Of(ContactOf(foreign))),
            ("list", new ContactSelection(new ContactFilter(List: ListOf(foreign))))),
        nameof(ContactDraft) => new Argument(new ContactDraft("+5511900000077", "Another")),
        nameof(ConsentDraft) => new Argument(new ConsentDraft(ConsentPurpose.Marketing, ConsentState.Given, "a form")),
        nameof(OptOutFilter) => new Argument(new OptOutFilter()),
        _ => null,
    };

    private Argument? Many(Type type)
    {
        if (type == typeof(IReadOnlyList<ImportColumn>))
            return new Argument(null);
        if (type == typeof(IReadOnlyList<string>))
            return new Argument(new[] { "another" });
        if (type == typeof(IReadOnlyList<SecretId>))
            return new Argument(new[] { Own.Secret.Id }, ("secret", new[] { Foreign.Secret.Id }));
        if (type != typeof(IReadOnlyList<SecretBefore>))
            return null;
        static SecretBefore[] Before(Tenant of) => [new(of.Secret.Id, of.Secret.Stamp, [], null)];
        return new Argument(Before(Own), ("secret", Before(Foreign)));
    }

    private Argument Tokens()
    {
        ServiceTokenDraft Reading(Guid id) => new() { Name = "Another", Scopes = [ServiceTokenScopes.SecretsRead], ReadableIds = [id] };
        return new Argument(Reading(Own.Secret.Id.Value), ("secret", Reading(Foreign.Secret.Id.Value)), ("chatbot", Reading(Foreign.Chatbot.Id.Value)));
    }

    private Argument Numbers()
    {
        NumberDraft Draft(Tenant secret, Tenant chatbot, Belongings app) => new("300000000000003", new AccessTokenSource(Secret: secret.Secret.Id), chatbot.Chatbot.Id, (WhatsAppAppId?)app.Id(typeof(WhatsAppAppId)));
        return new Argument(Draft(Own, Own, own), ("secret", Draft(Foreign, Own, own)), ("chatbot", Draft(Own, Foreign, own)), ("app", Draft(Own, Own, foreign)));
    }

    private Argument NumberChanges()
    {
        NumberChange Change(Tenant secret, Tenant chatbot, Belongings app) => new(chatbot.Chatbot.Id, new AccessTokenSource(Secret: secret.Secret.Id), (WhatsAppAppId?)app.Id(typeof(WhatsAppAppId)));
        return new Argument(Change(Own, Own, own), ("secret", Change(Foreign, Own, own)), ("chatbot", Change(Own, Foreign, own)), ("app", Change(Own, Own, foreign)));
    }

    private static SecretImportRequest Import(Tenant of) => new(SecretImportSource.Env) { Text = new SecretImportText("ANOTHER=value"), ChatbotId = of.Chatbot.Id };

    private static ReEncryptionRequest Moving(Tenant of) => new(SecretProviders.AesGcm, [of.Secret.Id]);

    private static SecretDraft Secret(Tenant of) => new("ANOTHER", new SecretInput("value")) { ChatbotId = of.Chatbot.Id };

    private static SecretChange SecretChanges(Tenant of) => new() { ChatbotId = new Given<ChatbotId?>(true, of.Chatbot.Id) };

    private static DataSourceSettings Source(Tenant of) =>
        new("Another", EngineKind.Sqlite, Database: "another.db", Mode: AccessMode.ReadOnly, CredentialsSecretId: of.Secret.Id);

    private static RunRequest Run(Belongings of) => new((DataSourceId)of.Id(typeof(DataSourceId))!, "SELECT 1", QueryParameters.None);

    private static SavedQueryDraft Saved(Belongings of) => new((DataSourceId)of.Id(typeof(DataSourceId))!, "Another query", "SELECT 1");

    private static WallLinkDraft Wall(Belongings of) => new("Lobby", (CampaignId)of.Id(typeof(CampaignId))!, 8, false);

    private static ImportSettings Importing(Belongings lists) => new(
        CsvEncoding.Utf8, CsvSeparator.Comma, true, [new("phone", ColumnUse.Phone)], [(ContactListId)lists.Id(typeof(ContactListId))!], null, ["another"], null, null, ExistingContacts.Overwrite);
    private static TestSendDraft TestSend(Tenant of) => new(of.Number.PhoneNumberId, "+5511987654321", TemplateBinding.Body(["a", "b"]));
    private static ContactListId ListOf(Belongings of) => (ContactListId)of.Id(typeof(ContactListId))!;

    private static ContactId ContactOf(Belongings of) => (ContactId)of.Id(typeof(ContactId))!;

    private static CampaignSketch Sketch(Tenant of) =>
        new("Another", of.Number.PhoneNumberId, of.Template.Name, of.Template.Language, ["a", ""]);

    private static CampaignDraft Draft(Tenant of) =>
        new("Another", of.Number.PhoneNumberId, of.Template.Name, of.Template.Language, ["a", "b"], null);
}
