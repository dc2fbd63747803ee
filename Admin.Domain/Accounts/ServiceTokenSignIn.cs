using System.Net;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;

namespace Admin.Domain.Accounts;

/// <summary>Whose a presented service token is.</summary>
public sealed record ServiceTokenIdentity(ServiceTokenId Id, OrganizationId Organization, string Name);

/// <summary>
/// Recognises a service token at the door of every request. One that is revoked here is refused at once, one that is revoked elsewhere
/// within a second.
/// </summary>
public sealed class ServiceTokenSignIn(IAdminDb adminDb, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);
    private static readonly TenantScope Scope = TenantScope.All("the token itself says which organization it belongs to");

    private readonly BriefMemory<string, ServiceToken> _known = new(adminDb, time, 10_000);
    private readonly MemoryCache _noted = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The token's identity; the same refusal for an unknown, expired, revoked or misplaced one.</summary>
    public async Task<Result<ServiceTokenIdentity>> AuthenticateAsync(string text, IPAddress? address, CancellationToken ct)
    {
        if (ServiceTokenText.HashOf(text) is not { } hash)
            return AccessErrors.NotSignedIn;
        var token = await FindAsync(hash, ct);
        if (token is null || !token.IsAlive(Now) || !IsInside(token.Networks, address))
            return AccessErrors.NotSignedIn;
        await NoteUseAsync(token.Id, token.OrganizationId, ct);
        return new ServiceTokenIdentity(token.Id, token.OrganizationId, token.Name);
    }

    public void Dispose()
    {
        _known.Dispose();
        _noted.Dispose();
    }

    internal static bool IsInside(IReadOnlyList<string> networks, IPAddress? address)
    {
        if (networks.Count == 0)
            return true;
        if (address is null)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return networks.Any(n => IPNetwork.TryParse(n, out var network) && network.Contains(plain));
    }

    private Task<ServiceToken?> FindAsync(string hash, CancellationToken ct) => _known.GetAsync(
        hash,
        async () =>
        {
            await using var db = await adminDb.OpenAsync(Scope, ct);
            return await db.Set<ServiceToken>().AsNoTracking().FirstOrDefaultAsync(t => t.Hash == hash, ct);
        },
        _ => 1);

    private async Task NoteUseAsync(ServiceTokenId id, OrganizationId organization, CancellationToken ct)
    {
        if (_noted.TryGetValue(id, out DateTime last) && Now - last < NoteUseEvery)
            return;
        _noted.Set(id, Now, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(1) });
        await using var db = await adminDb.OpenAsync(TenantScope.For(organization), ct);
        try
        {
            await using var write = await db.BeginWriteAsync(ct);
            (await db.Set<ServiceToken>().FirstOrDefaultAsync(t => t.Id == id, ct))?.Used(Now);
            await write.CommitAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node noted it, or an admin changes the token in this moment; neither needs this note.
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;
}
