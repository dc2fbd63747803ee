using System.Text;
using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Live;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.RateLimiting.Watching;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Infrastructure.Secrets;
using Admin.Tests.Domain.Live;
using Admin.Tests.Domain.RateLimiting;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Domain.Secrets.ReEncrypting;

/// <summary>A further start of the application on the data of a <see cref="SecretsFixture"/>, with settings of its own.</summary>
internal sealed class ReEncryptionNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly SecretsFixture? _test;

    private ReEncryptionNode(TestDb db, FakeTimeProvider time, SecretsFixture? test, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? more)
    {
        _test = test;
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(time)
            .AddSingleton(db.Db)
            .AddSingleton(db.Directory)
            .AddSingleton<IAuditSeal, FixedKeySeal>()
            .AddSingleton<IHostEnvironment>(new SecretsFixture.FakeEnvironment())
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddLogging(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(test?.Log ?? new SecretsFixture.LogCapture()))
            .AddSingleton<AccessReader>()
            .AddSingleton<Access>()
            .AddAuditing()
            .AddMetrics()
            .AddSingleton<ILiveChannel, LocalChannel>()
            .AddSingleton<IRateLimitStore>(new FakeStore(time))
            .AddSingleton<IRateSampleChannel, OneNodeSamples>()
            .AddSingleton<IMail>(new FakeMail())
            .AddRateLimiting();
        more?.Invoke(services);
        _services = services.AddSecrets().AddSecretsAdapters().BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public ReEncryptionService Service => Get<ReEncryptionService>();

    public ReEncryptionRunner Runner => Get<ReEncryptionRunner>();

    public string FirstKey => Get<SecretKeys>().Fernet.First.Id;

    /// <summary>With the keys of the fixture's files, unless the settings say others.</summary>
    public static Task<ReEncryptionNode> StartAsync(SecretsFixture test, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? more = null) =>
        StartAsync(new ReEncryptionNode(test.Db, test.Time, test, settings ?? new Dictionary<string, string?>(), more));

    /// <summary>On the data of a whole world.</summary>
    public static Task<ReEncryptionNode> StartAsync(World world, IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? more = null) =>
        StartAsync(new ReEncryptionNode(world.Db, world.Time, null, settings ?? new Dictionary<string, string?>(), more));

    private static async Task<ReEncryptionNode> StartAsync(ReEncryptionNode node)
    {
        await node.Get<SecretKeys>().CheckAsync(CancellationToken.None);
        return node;
    }

    /// <summary>With a new first Fernet key above those that the fixture has.</summary>
    public static Task<ReEncryptionNode> WithNewKeyAsync(SecretsFixture test, Action<IServiceCollection>? more = null) =>
        StartAsync(test, Ring(FernetKey.Generate(), test.Keys.Fernet.First), more);

    public static Dictionary<string, string?> Ring(params FernetKey[] keys) =>
        keys.Select((k, i) => (k, i)).ToDictionary(x => $"Secrets:Fernet:Keys:{x.i}", x => (string?)x.k.Export(), StringComparer.Ordinal);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<ReEncryptionView> StartRunAsync(ReEncryptionRequest request)
    {
        var started = await Service.StartAsync(_test!.Admin, request, CancellationToken.None);
        Assert.Null(started.Error);
        return started.Value;
    }

    public async Task<ReEncryptionView> GetAsync(ReEncryptionId id) => (await Service.GetAsync(_test!.Admin, id, CancellationToken.None)).Value;

    public async Task<string> ReadAsync(SecretId secret)
    {
        var read = await Get<SecretService>().ReadForUseAsync(_test!.Acme.Id, secret, "test", CancellationToken.None);
        Assert.Null(read.Error);
        return read.Value.GetText();
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>What tests of re-encryption ask of the rows.</summary>
internal static class ReEncryptionRows
{
    /// <summary>Many secrets of one version each, past the service: what is measured is not their making.</summary>
    public static async Task<IReadOnlyList<SecretId>> AddManyAsync(this SecretsFixture test, int count, int length = 32, string provider = SecretProviders.Fernet)
    {
        var cipher = test.Get<IEnumerable<ISecretCipher>>().Single(c => c.Provider == provider);
        var value = Encoding.ASCII.GetBytes(new string('v', length));
        List<object> rows = [];
        List<SecretId> ids = [];
        for (var i = 0; i < count; i++)
        {
            var secret = Secret.Create(test.Acme.Id, $"MANY_{i:D5}", SecretKind.Other, SecretVisibility.Masked, provider, null, Times.Now);
            var context = new SecretContext(test.Acme.Id, secret.Id, 1);
            secret.MoveTo(1, provider, Times.Now);
            rows.AddRange([secret, SecretVersion.Create(context, provider, (await cipher.EncryptAsync(context, value, CancellationToken.None)).Value, SecretEncoding.Text, new string('0', 64), Actor.System(test.Acme.Id, "test"), null, Times.Now)]);
            ids.Add(secret.Id);
        }

        await test.Db.AddAsync([.. rows]);
        return ids;
    }

    public static async Task<List<SecretVersion>> VersionsAsync(this SecretsFixture test)
    {
        await using var db = await test.Db.OpenAsync(TenantScope.For(test.Acme.Id));
        return await db.Set<SecretVersion>().AsNoTracking().OrderBy(v => v.SecretId).ThenBy(v => v.Number).ToListAsync();
    }

    public static async Task<List<string>> ActionsAsync(this SecretsFixture test) =>
        [.. (await test.AuditAsync()).Select(e => e.Action).Where(a => a.StartsWith("re_encryption.", StringComparison.Ordinal) || a == "secret.read_failed")];
}
