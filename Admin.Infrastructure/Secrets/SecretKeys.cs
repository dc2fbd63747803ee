using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.AesGcm;
using Admin.Domain.Secrets.Fernet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets;

/// <summary>
/// The keys of the local providers: from configuration, else from their key files. In Development a first start makes the files;
/// a lost or foreign one is never replaced, because that would hide that data can no longer be read. Fernet's keys also protect
/// the application's own keys, so it needs them always; AES-GCM is set up where it has keys.
/// </summary>
public sealed class SecretKeys(IAdminDb adminDb, FernetKeyFile fernetFile, AesGcmKeyFile aesGcmFile, KeySettings settings, IOptions<SecretsOptions> options, IHostEnvironment environment)
{
    private static readonly TenantScope Scope = TenantScope.All("which keys the stored versions of all organizations need");

    private FernetRing? _fernet;

    public bool IsLoaded => _fernet is not null;

    public FernetRing Fernet => _fernet ?? throw new InvalidOperationException("The keys are loaded by CheckAsync at start.");

    /// <summary>Null where the provider is not set up.</summary>
    public KeyRing<AesGcmKey>? AesGcm { get; private set; }

    /// <summary>Loads the keys and makes sure that they are those the data needs. Runs after the migrations, before anything is served.</summary>
    /// <exception cref="SecretKeysException">A key is missing, unreadable or in the wrong place.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        if (!environment.IsDevelopment())
            settings.RefuseKeysInSettingsFile();
        var fernet = await LoadAsync("Secrets:Fernet:Keys", SecretProviders.Fernet, Configured<FernetKey>(options.Value.Fernet, FernetKey.TryParse), fernetFile, FernetKey.Generate, ct);
        var aesGcm = await LoadAsync("Secrets:AesGcm:Keys", SecretProviders.AesGcm, Configured<AesGcmKey>(options.Value.AesGcm, AesGcmKey.TryParse), aesGcmFile, AesGcmKey.Generate, ct);
        if (fernet.Count == 0)
            throw SecretKeysException.Required(fernetFile.Path);
        if (aesGcm.Count == 0 && options.Value.DefaultProvider == SecretProviders.AesGcm)
            throw new SecretKeysException($"Secrets:DefaultProvider is {SecretProviders.AesGcm}, which has no keys: give them in Secrets:AesGcm:Keys (environment), or put a key file at {aesGcmFile.Path}.");
        var ring = new FernetRing(fernet);
        if (await OwnUnreadableAsync(ring, ct) is > 0 and var lost)
            throw SecretKeysException.OwnKeysLost(lost);
        AesGcm = aesGcm.Count > 0 ? new KeyRing<AesGcmKey>(aesGcm) : null;
        _fernet = ring;
    }

    /// <summary>Keys that stored versions of any local provider need and that are not at hand, each with how many versions need it.</summary>
    public async Task<IReadOnlyDictionary<string, int>> MissingAsync(CancellationToken ct) =>
        new[] { await MissingAsync(SecretProviders.Fernet, ct), await MissingAsync(SecretProviders.AesGcm, ct) }.SelectMany(m => m).ToDictionary(StringComparer.Ordinal);

    /// <summary>The same of one provider.</summary>
    public Task<IReadOnlyDictionary<string, int>> MissingAsync(string provider, CancellationToken ct) =>
        MissingAsync(provider, (provider == SecretProviders.Fernet ? _fernet?.KeyIds : AesGcm?.KeyIds) ?? [], ct);

    /// <summary>How many of the application's own keys no key at hand reads: cookies and second factors rest on them.</summary>
    public Task<int> OwnUnreadableAsync(CancellationToken ct) => OwnUnreadableAsync(Fernet, ct);

    private delegate bool Parse<TKey>(string? text, out TKey? key);

    // The options' validator has named whatever does not parse.
    private static List<TKey> Configured<TKey>(SecretsOptions.LocalKeyOptions options, Parse<TKey> parse) =>
        [.. options.Keys.Select(k => parse(k, out var key) ? key! : throw new SecretKeysException("A configured key is not a key."))];

    /// <summary>The keys at hand. Empty where there are none, none is needed, and none may be made.</summary>
    private async Task<IReadOnlyList<TKey>> LoadAsync<TKey>(string setting, string provider, IReadOnlyList<TKey> configured, KeyFile<TKey> file, Func<TKey> generate, CancellationToken ct)
        where TKey : MasterKey
    {
        var keys = configured.Count > 0 ? configured : file.Read();
        var missing = await MissingAsync(provider, [.. keys.Select(k => k.Id)], ct);
        if (missing.Count > 0)
            throw keys.Count == 0 ? SecretKeysException.Lost(file.Path, setting, missing) : SecretKeysException.Foreign(configured.Count > 0 ? setting : file.Path, missing);
        if (keys.Count > 0 || !environment.IsDevelopment())
            return keys;
        var key = generate();
        file.Create(key);
        return [key];
    }

    private async Task<IReadOnlyDictionary<string, int>> MissingAsync(string provider, IReadOnlyList<string> known, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return await db.Set<SecretVersion>()
            .Where(v => v.Provider == provider && v.State != SecretVersionState.Destroyed && !known.Contains(v.KeyId))
            .GroupBy(v => v.KeyId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, ct);
    }

    private async Task<int> OwnUnreadableAsync(FernetRing ring, CancellationToken ct)
    {
        await using var db = await adminDb.OpenAsync(Scope, ct);
        return (await ProtectionKeys.CountAsync(db, ring, ct)).GetValueOrDefault(ProtectionKeys.NoKey);
    }
}
