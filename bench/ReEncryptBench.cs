using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.ReEncrypting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Bench;

/// <summary>10,000 versions of 1 KiB put under another key by the real runner, on SQLite with its full syncs.</summary>
internal static class ReEncryptBench
{
    private const int Versions = 10_000;
    private const int Size = 1024;
    private const int Rounds = 3;
    private const int SeededAtOnce = 1_000;

    public static async Task<int> RunAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"admin-bench-{Guid.CreateVersion7():N}");
        try
        {
            var keys = new List<FernetKey> { FernetKey.Generate() };
            var organization = Organization.Create("Bench", "bench", TimeProvider.System.GetUtcNow().UtcDateTime);
            await using (var node = await NodeAsync(directory, keys))
                await SeedAsync(node, organization);
            await NewKeysAsync(directory, keys, organization.Id);
            await AnotherProviderAsync(directory, keys, organization.Id);
            return 0;
        }
        finally
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task NewKeysAsync(string directory, List<FernetKey> keys, OrganizationId organization)
    {
        List<double> rates = [];
        for (var round = 0; round <= Rounds; round++)
        {
            keys.Insert(0, FernetKey.Generate());
            await using var node = await NodeAsync(directory, keys);
            rates.Add(await PerSecondAsync(node, organization, SecretProviders.Fernet));
        }

        Print("old Fernet key to a new one", rates);
    }

    private static async Task AnotherProviderAsync(string directory, List<FernetKey> keys, OrganizationId organization)
    {
        List<double> rates = [];
        for (var round = 0; round <= Rounds; round++)
        {
            await using var node = await NodeAsync(directory, keys);
            rates.Add(await PerSecondAsync(node, organization, SecretProviders.AesGcm));
            await PerSecondAsync(node, organization, SecretProviders.Fernet);
        }

        Print("fernet to aes_gcm", rates);
    }

    private static async Task<double> PerSecondAsync(ServiceProvider node, OrganizationId organization, string provider)
    {
        var key = await node.GetServices<ISecretCipher>().Single(c => c.Provider == provider).CheckAsync(CancellationToken.None);
        var run = ReEncryption.Create(organization, new ReEncryptionScope(provider, key.KeyId!, null, []), Versions, Actor.System(organization, "bench"), TimeProvider.System.GetUtcNow().UtcDateTime);
        await BenchNode.AddAsync(node, [run]);

        var clock = Stopwatch.StartNew();
        await node.GetRequiredService<ReEncryptionRunner>().RunDueAsync(CancellationToken.None);
        var took = clock.Elapsed;

        await using var db = await node.GetRequiredService<IAdminDb>().OpenAsync(TenantScope.For(organization), CancellationToken.None);
        var ended = await db.Set<ReEncryption>().AsNoTracking().FirstAsync(r => r.Id == run.Id);
        var under = await db.Set<SecretVersion>().CountAsync(v => v.Provider == provider && v.KeyId == key.KeyId);
        return ended is { State: ReEncryptionState.Completed, Done: Versions, Failed: 0 } && under == Versions
            ? Versions / took.TotalSeconds
            : throw new InvalidOperationException($"The run ended {ended.State} with {ended.Done} done and {ended.Failed} failed; {under} versions are under the key.");
    }

    private static async Task SeedAsync(ServiceProvider node, Organization organization)
    {
        await BenchNode.AddAsync(node, [organization]);
        var cipher = node.GetServices<ISecretCipher>().Single(c => c.Provider == SecretProviders.Fernet);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        for (var first = 0; first < Versions; first += SeededAtOnce)
        {
            List<object> rows = [];
            for (var i = first; i < first + SeededAtOnce; i++)
            {
                var secret = Secret.Create(organization.Id, $"SECRET_{i}", SecretKind.Other, SecretVisibility.Masked, SecretProviders.Fernet, null, now);
                secret.MoveTo(1, SecretProviders.Fernet, now);
                var context = new SecretContext(organization.Id, secret.Id, 1);
                var value = (await cipher.EncryptAsync(context, RandomNumberGenerator.GetBytes(Size), CancellationToken.None)).Value;
                rows.AddRange([secret, SecretVersion.Create(context, SecretProviders.Fernet, value, SecretEncoding.Base64, new string('0', 64), Actor.System(organization.Id, "bench"), null, now)]);
            }

            await BenchNode.AddAsync(node, rows);
        }
    }

    /// <summary>A start of the application's part that re-encrypts, with these Fernet keys.</summary>
    private static Task<ServiceProvider> NodeAsync(string directory, List<FernetKey> keys) =>
        BenchNode.StartAsync(directory, keys.Select((k, i) => KeyValuePair.Create($"Secrets:Fernet:Keys:{i}", (string?)k.Export())));

    // The first is for warming up.
    private static void Print(string what, List<double> rates)
    {
        var measured = rates.Skip(1).Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}, {Versions} versions of {Size} bytes: {measured[measured.Count / 2]:F0} a second (median of {measured.Count}: {string.Join(", ", measured.Select(r => r.ToString("F0", CultureInfo.InvariantCulture)))}; aim at least 5000)"));
    }
}
