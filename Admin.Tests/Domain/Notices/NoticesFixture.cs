using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Notices;

/// <summary>A world whose Acme has a second admin, and shortcuts to post and to read.</summary>
internal sealed class NoticesFixture : IAsyncDisposable
{
    public static readonly CancellationToken Ct = CancellationToken.None;

    private NoticesFixture(World world, Actor second) => (World, Second) = (world, second);

    public World World { get; }

    /// <summary>Acme's other admin.</summary>
    public Actor Second { get; }

    public NoticeBoard Board => World.Get<NoticeBoard>();

    public NoticeInbox Inbox => World.Get<NoticeInbox>();

    public static async Task<NoticesFixture> CreateAsync()
    {
        var world = await World.CreateAsync();
        return new NoticesFixture(world, await world.MemberAsync(world.Acme.Organization, "second@acme.test", Role.OrgAdmin));
    }

    public static NoticeDraft Draft(string key = "a", NoticeKind? kind = null) =>
        new(kind ?? NoticeKinds.SecretExpiring, key, new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "API_KEY", ["expires_at"] = "2026-01-31T12:00:00Z" });

    public Task<int> PostAsync(params NoticeDraft[] drafts) => PostAsync(World.Acme.Id, drafts);

    public async Task<int> PostAsync(OrganizationId organization, params NoticeDraft[] drafts)
    {
        await using var db = await World.Db.OpenAsync(TenantScope.For(organization));
        await using var write = await db.BeginWriteAsync(Ct);
        var posted = await Board.PostAsync(db, organization, drafts, Ct);
        await write.CommitAsync(Ct);
        return posted;
    }

    public async Task<IReadOnlyList<NoticeView>> ListAsync(Actor actor, NoticeFilter? filter = null) =>
        (await Inbox.ListAsync(actor, filter ?? new NoticeFilter(), new PageRequest(), Ct)).Value.Items;

    public async Task<int> UnreadAsync(Actor actor) => (await Inbox.CountUnreadAsync(actor, Ct)).Value;

    public async Task ChangeAsync(Actor member, MemberChange change) =>
        Assert.Null((await World.Get<Members>().ChangeAsync(World.Acme.Admin, member.Person!.Value, change, (await World.Acme.MemberAsync(member)).Stamp, Ct)).Error);

    public async Task<List<NoticeReceipt>> ReceiptsAsync()
    {
        await using var db = await World.Db.OpenAsync(TenantScope.All("test"));
        return await db.Set<NoticeReceipt>().AsNoTracking().ToListAsync();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}
