using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>
/// The token: given, or taken by AppRole. It is renewed when two thirds of its lease are over; AppRole takes a new one where
/// renewing does not go on. One caller at a time does that, the others wait for its outcome.
/// </summary>
internal sealed class VaultSession(VaultHttp http, IOptions<SecretsOptions> options, TimeProvider time) : IDisposable
{
    // Near its longest life a token's lease shrinks with each renewal.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile Lease? _lease;

    private VaultOptions Vault => options.Value.Vault;

    private bool HasRole => string.IsNullOrEmpty(Vault.Token);

    /// <summary>A token whose lease is looked after.</summary>
    public async Task<Result<string>> GetTokenAsync(CancellationToken ct)
    {
        if (_lease is { } lease && !IsDue(lease))
            return lease.Token;
        await _turn.WaitAsync(ct);
        try
        {
            return _lease switch
            {
                null => await SignInAsync(ct),
                { } known when IsDue(known) => await RenewAsync(known, ct),
                { } renewed => renewed.Token,
            };
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Another token than the one that was refused; null where there is no way to get one.</summary>
    public async Task<Result<string>?> ReplaceAsync(string refused, CancellationToken ct)
    {
        if (!HasRole)
            return null;
        await _turn.WaitAsync(ct);
        try
        {
            return _lease is { } lease && lease.Token != refused ? lease.Token : await SignInAsync(ct);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private bool IsDue(Lease lease) => lease.RenewAt <= time.GetUtcNow();

    private Task<Result<string>> SignInAsync(CancellationToken ct) => HasRole ? LogInAsync(ct) : LookUpAsync(ct);

    private async Task<Result<string>> LogInAsync(CancellationToken ct)
    {
        using var answer = await http.SendAsync(HttpMethod.Post, "auth/approle/login", token: null, WriteRole, ct);
        if (answer.IsDone && answer.TryGetText("auth", "client_token", out var token))
            return Keep(token, answer.Seconds("auth", "lease_duration"), answer.Is("auth", "renewable"));
        return answer.Status is 400 or 403 ? SecretProviderErrors.SignInRefused(SecretProviders.Vault) : answer.Fault(Vault.Key!);
    }

    /// <summary>How long the given token lives. One that may not ask that is used as it is.</summary>
    private async Task<Result<string>> LookUpAsync(CancellationToken ct)
    {
        using var answer = await http.SendAsync(HttpMethod.Get, "auth/token/lookup-self", Vault.Token, write: null, ct);
        if (answer.IsDone)
            return Keep(Vault.Token!, answer.Seconds("data", "ttl"), answer.Is("data", "renewable"));
        return answer.Status == 403 ? Vault.Token! : answer.Fault(Vault.Key!);
    }

    private async Task<Result<string>> RenewAsync(Lease lease, CancellationToken ct)
    {
        if (!lease.IsRenewable)
            return await LogInAsync(ct);
        using var answer = await http.SendAsync(HttpMethod.Post, "auth/token/renew-self", lease.Token, _ => { }, ct);
        if (answer.IsDone)
            return Keep(lease.Token, answer.Seconds("auth", "lease_duration"), answer.Is("auth", "renewable"));
        if (answer.Status is 400 or 403 && HasRole)
            return await LogInAsync(ct);
        // A third of the lease is left, or the call itself will say that the token is over.
        _lease = lease with { RenewAt = time.GetUtcNow() + ShortestPause };
        return lease.Token;
    }

    private string Keep(string token, int seconds, bool isRenewable)
    {
        var pause = TimeSpan.FromSeconds(seconds) * 2 / 3;
        // No lease: it never ends. A given token that cannot be renewed: there is nothing to do about its end.
        var isKept = seconds > 0 && (isRenewable || HasRole);
        _lease = new Lease(token, isRenewable, isKept ? time.GetUtcNow() + (pause > ShortestPause ? pause : ShortestPause) : DateTimeOffset.MaxValue);
        return token;
    }

    private void WriteRole(Utf8JsonWriter json)
    {
        json.WriteString("role_id", Vault.RoleId);
        json.WriteString("secret_id", Vault.SecretId);
    }

    // No record's ToString: it would print the token.
    private sealed record Lease(string Token, bool IsRenewable, DateTimeOffset RenewAt)
    {
        public override string ToString() => "[lease]";
    }
}
