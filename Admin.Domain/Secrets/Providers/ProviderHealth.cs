using System.Collections.Concurrent;
using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Secrets.Providers;

/// <summary>
/// Knows how each provider stands that is set up, or that stored values need. Providers are asked at most every
/// <see cref="Interval"/>, and nobody who reads waits for one that hangs: they get the last answer.
/// </summary>
public sealed class ProviderHealth(SecretCiphers ciphers, IAdminDb adminDb, Access access, IEnumerable<IProviderHealthListener> listeners, TimeProvider time, ILogger<ProviderHealth> log) : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    /// <summary>How long a provider may take to answer before it counts as away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private static readonly TenantScope Scope = TenantScope.All("which providers the stored values of all organizations need");

    private readonly ConcurrentDictionary<string, ProviderState> _states = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _one = new(1, 1);
    private long? _lastCheck;

    /// <summary>The providers' states, for pages about secrets.</summary>
    public async Task<Result<IReadOnlyList<ProviderState>>> ListAsync(Actor actor, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Secrets.Describe, ct);
        if (allowed.Failed)
            return allowed.Error;
        return (await StatesAsync(ct)).ToList();
    }

    /// <summary>The same for what is not a person's: health checks, and callers that let somebody in already.</summary>
    public async Task<IReadOnlyList<ProviderState>> StatesAsync(CancellationToken ct)
    {
        if (_lastCheck is null)
            await CheckAsync(ct);
        return [.. _states.Values.OrderBy(s => s.Provider, StringComparer.Ordinal)];
    }

    /// <summary>Asks every provider, unless that was done a moment ago.</summary>
    public async Task CheckAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_lastCheck is { } last && time.GetElapsedTime(last) < Interval)
                return;
            await Task.WhenAll(ciphers.All.Select(c => CheckAsync(c, ct)));
            _lastCheck = time.GetTimestamp();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task CheckAsync(ISecretCipher cipher, CancellationToken ct)
    {
        var asked = await AskAsync(cipher, ct);
        if (asked is null)
        {
            _states.TryRemove(cipher.Provider, out _);
            return;
        }

        var before = _states.GetValueOrDefault(cipher.Provider);
        var now = time.GetUtcNow().UtcDateTime;
        var state = new ProviderState(cipher.Provider, cipher.IsSetUp, asked.KeyId, asked.Fault, asked.Fault is null ? null : before?.FailingSince ?? now, now);
        _states[cipher.Provider] = state;
        if (state.IsFailing != (before?.IsFailing ?? false))
            await TellAsync(state, ct);
    }

    /// <summary>Null where nobody needs the provider.</summary>
    private async Task<SecretCipherHealth?> AskAsync(ISecretCipher cipher, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            if (!cipher.IsSetUp)
                return await IsNeededAsync(cipher.Provider, ct) ? new(null, SecretErrors.ProviderAway(cipher.Provider)) : null;
            // One that does not heed its token must not hold whoever asks either.
            return await cipher.CheckAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(null, SecretProviderErrors.Unreachable(cipher.Provider));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Of a local provider that is the database, which has a check of its own.
            log.LogWarning(e, "Whether the provider {Provider} works could not be found out", cipher.Provider);
            return _states.TryGetValue(cipher.Provider, out var last) ? new(last.KeyId, last.Fault) : new(null, SecretProviderErrors.Failed(cipher.Provider));
        }
    }

    private async Task<bool> IsNeededAsync(string provider, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<SecretVersion>().AnyAsync(v => v.Provider == provider && v.State != SecretVersionState.Destroyed, ct);
    }

    private async Task TellAsync(ProviderState state, CancellationToken ct)
    {
        if (state.Fault is { } fault)
            log.LogWarning("The provider {Provider} fails: {Code}. Its secrets cannot be read or written", state.Provider, fault.Code);
        else
            log.LogInformation("The provider {Provider} works again", state.Provider);
        foreach (var listener in listeners)
            await listener.ChangedAsync(state, ct);
    }
}
