using Admin.Domain.Accounts;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;

namespace Admin.Tests.Support;

/// <summary>One organization of a <see cref="World"/>, with one of everything.</summary>
internal sealed class Tenant
{
    public const string Password = "correct horse battery";

    private Tenant(World world, Organization organization)
    {
        World = world;
        Organization = organization;
    }

    public World World { get; }

    public Organization Organization { get; }

    public OrganizationId Id => Organization.Id;

    /// <summary>An org admin, freshly signed in, with a second factor.</summary>
    public Actor Admin { get; private set; } = null!;

    public Actor Support { get; private set; } = null!;

    public Actor Manager { get; private set; } = null!;

    public ChatbotView Chatbot { get; private set; } = null!;

    public SecretView Secret { get; private set; } = null!;

    public NumberView Number { get; private set; } = null!;

    public CreatedServiceToken Token { get; private set; } = null!;

    public SentInvitation Invitation { get; private set; } = null!;

    public Template Template { get; private set; } = null!;

    public static async Task<Tenant> CreateAsync(World world, string name, string phoneNumberId)
    {
        var slug = name.ToLowerInvariant();
        var tenant = new Tenant(world, Organization.Create(name, slug, world.Now));
        await world.Db.AddAsync(tenant.Organization);
        tenant.Admin = await world.MemberAsync(tenant.Organization, $"admin@{slug}.test", Role.OrgAdmin, secondFactor: true);
        tenant.Support = await world.MemberAsync(tenant.Organization, $"support@{slug}.test", Role.Support);
        tenant.Manager = await world.MemberAsync(tenant.Organization, $"manager@{slug}.test", Role.Manager);
        await tenant.FillAsync(phoneNumberId);
        return tenant;
    }

    public async Task<MemberView> MemberAsync(Actor member) =>
        (await World.Get<Members>().GetAsync(Admin, member.Person!.Value, CancellationToken.None)).Value;

    private async Task FillAsync(string phoneNumberId)
    {
        var ct = CancellationToken.None;
        Chatbot = (await World.Get<Chatbots>().CreateAsync(Admin, new ChatbotDraft($"{Organization.Name} bot"), ct)).Value;
        Secret = (await World.Get<SecretService>().CreateAsync(Admin, new SecretDraft("WhatsApp token", new SecretInput(FakeWhatsApp.GoodToken)), ct)).Value;
        Number = (await World.Get<Numbers>().CreateAsync(Admin, new NumberDraft(phoneNumberId, new AccessTokenSource(Secret: Secret.Id), Chatbot.Id), ct)).Value;
        Token = (await World.Get<ServiceTokens>().CreateAsync(Admin, new ServiceTokenDraft { Name = "Runtime", Scopes = [ServiceTokenScopes.SecretsRead], ReadableIds = [Secret.Id.Value] }, ct)).Value;
        Invitation = (await World.Get<Invitations>().InviteAsync(Admin, $"new@{Organization.Slug}.test", Role.Manager, ct)).Value;
        Template = Template.Create(Id, "order_update", "en_US", "Hello {{1}}, {{2}}", 2, TemplateStatus.Approved, World.Now, TemplateCategory.Utility);
        await World.Db.AddAsync(Template);
    }
}
