using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets;

/// <summary>
/// The keys of the Fernet provider: from configuration, else from the key file. In Development a first start makes the file;
/// a lost or foreign one is never replaced, because that would hide that data can no longer be read.
/// </summary>
public sealed class SecretKeys(IAdminDb adminDb, FernetKeyFile file, FernetKeySettings settings, IOptions<SecretsOptions> options, IHostEnvironment environment, ILogger<SecretKeys> log)
{
    private static readonly TenantScope Scope = TenantScope.All("which keys the stored versions of all organizations need");

    private FernetRing? _ring;

    public bool IsLoaded => _ring is not null;

    public FernetRing Ring => _ring ?? throw new InvalidOperationException("The keys are loaded by CheckAsync at start.");

    /// <summary>Loads the keys and makes sure that they are those the data needs. Runs after the migrations, before anything is served.</summary>
    /// <exception cref="SecretKeysException">A key is missing, unreadable or in the wrong place.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (!environment.IsDevelopment())
            settings.RefuseKeysInSettingsFile();
        var ring = Configured() ?? file.Read();
        var missing = await MissingAsync(ring, ct);
        if (missing.Count > 0)
            throw ring is null ? SecretKeysException.Lost(file.Path, missing) : SecretKeysException.Foreign(options.Value.Fernet.Keys.Count > 0 ? "Secrets:Fernet:Keys" : file.Path, missing);
        _ring = ring ?? Create();
    }

    /// <summary>Keys that stored versions need and that are not at hand, each with how many versions need it.</summary>
    public Task<IReadOnlyDictionary<string, int>> MissingAsync(CancellationToken ct) => MissingAsync(_ring, ct);

    private FernetRing? Configured()
    {
        // The options' validator has named whatever does not parse.
        var keys = options.Value.Fernet.Keys.Select(k => FernetKey.TryParse(k, out var key) ? key : throw new SecretKeysException("Secrets:Fernet:Keys holds something that is not a key.")).ToList();
        return keys.Count > 0 ? new FernetRing(keys) : null;
    }

    private FernetRing Create()
    {
        if (!environment.IsDevelopment())
            throw SecretKeysException.Required(file.Path);
        var key = FernetKey.Generate();
        file.Create(key);
        log.LogInformation("Made the key file {Path} with the key {KeyId}. Keep a copy: without it no secret can be read", file.Path, key.Id);
        return new FernetRing([key]);
    }

    private async Task<IReadOnlyDictionary<string, int>> MissingAsync(FernetRing? ring, CancellationToken ct)
    {
        var known = ring?.KeyIds.ToList() ?? [];
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<SecretVersion>()
            .Where(v => v.Provider == SecretProviders.Fernet && v.State != SecretVersionState.Destroyed && !known.Contains(v.KeyId))
            .GroupBy(v => v.KeyId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, ct);
    }
}
