using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Secrets.Providers;

/// <summary>Tells every organization whose secrets need a provider that it is away.</summary>
internal sealed class ProviderNotices(IAdminDb adminDb, NoticeBoard board, ILogger<ProviderNotices> log) : IProviderHealthListener
{
    private static readonly TenantScope Everybody = TenantScope.All("which organizations' secrets need a provider that is away");

    /// <summary>Never throws: watching the providers goes on.</summary>
    public async Task ChangedAsync(ProviderState state, CancellationToken ct)
    {
        if (state is not { Fault: { } fault, FailingSince: { } since })
            return;
        try
        {
            // Nodes notice within seconds of each other; one hour is one outage to people.
            var draft = SecretNotices.ProviderFailing(state.Provider, fault.Code, since.AddTicks(-(since.Ticks % TimeSpan.TicksPerHour)));
            foreach (var organization in await AffectedAsync(state.Provider, ct))
                await TellAsync(organization, draft, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "That the provider {Provider} is away could not be told to the organizations", state.Provider);
        }
    }

    private async Task TellAsync(OrganizationId organization, NoticeDraft draft, CancellationToken ct)
    {
        await using (var db = await adminDb.OpenAsync(TenantScope.For(organization), ct))
        {
            await using var write = await db.BeginWriteAsync(ct);
            if (!await board.PostAsync(db, organization, draft, ct))
                return;
            await write.CommitAsync(ct);
        }

        await board.AnnounceAsync(organization);
    }

    private async Task<List<OrganizationId>> AffectedAsync(string provider, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Everybody, ct);
        return await db.Set<Secret>().Where(s => s.Provider == provider && s.DeletedKey == Guid.Empty).Select(s => s.OrganizationId).Distinct().ToListAsync(ct);
    }
}
