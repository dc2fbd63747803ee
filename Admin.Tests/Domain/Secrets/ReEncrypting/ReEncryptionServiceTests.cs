using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Tests.Domain.Live;

namespace Admin.Tests.Domain.Secrets.ReEncrypting;

public sealed class ReEncryptionServiceTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private SecretsFixture _test = null!;
    private ReEncryptionService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await SecretsFixture.CreateAsync();
        _service = _test.Get<ReEncryptionService>();
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Theory]
    [InlineData(null, null, "re_encryption_provider_required")]
    [InlineData(" ", null, "re_encryption_provider_required")]
    [InlineData("rot13", null, "secret_provider_unknown")]
    [InlineData("vault", null, "secret_provider_unknown")]
    [InlineData("aes_gcm", "rot13", "secret_provider_unknown")]
    public async Task Start_BadInput_IsRefusedByName(string? provider, string? from, string code)
    {
        await _test.AddAsync();

        var refused = await _service.StartAsync(_test.Admin, new(provider, FromProvider: from), None);

        Assert.Equal((code, ErrorKind.Invalid), (refused.Error?.Code, refused.Error?.Kind));
        Assert.Empty((await _service.ListAsync(_test.Admin, new(), None)).Value.Items);
    }

    [Fact]
    public async Task Start_TooManySecretsOrNone_IsRefused()
    {
        Assert.Equal(ReEncryptionErrors.NoSecrets, (await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm, []), None)).Error);
        var many = Enumerable.Range(0, ReEncryption.SecretsMax + 1).Select(_ => SecretId.New()).ToList();

        Assert.Equal(ReEncryptionErrors.TooManySecrets, (await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm, many), None)).Error);
    }

    [Fact]
    public async Task Start_UnknownDeletedOrForeignSecrets_AreNotFound()
    {
        var (own, deleted) = (await _test.AddAsync("A"), await _test.AddAsync("B"));
        await _test.Service.DeleteAsync(_test.Admin, deleted.Id, None);

        foreach (var ids in new[] { new[] { own.Id, SecretId.New() }, [own.Id, deleted.Id] })
            Assert.Equal(SecretErrors.NotFound, (await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm, ids), None)).Error);
        Assert.Equal(SecretErrors.NotFound, (await _service.StartAsync(_test.Outsider, new(SecretProviders.AesGcm, [own.Id]), None)).Error);
    }

    [Fact]
    public async Task Start_WithoutThePermission_IsForbidden() =>
        Assert.Equal("forbidden", (await _service.StartAsync(_test.Support, new(SecretProviders.AesGcm), None)).Error?.Code);

    [Fact]
    public async Task Start_OfAllAWhileAfterSigningIn_WantsAConfirmation()
    {
        var secret = await _test.AddAsync();
        _test.Time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(AccessErrors.ReauthenticationRequired, (await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None)).Error);
        Assert.False((await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm, [secret.Id]), None)).Failed);
    }

    [Fact]
    public async Task Start_WhileOneIsUnderWay_NamesThatOne()
    {
        await _test.AddAsync();
        var standing = await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None);

        var refused = await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None);

        Assert.Equal(("re_encryption_under_way", ErrorKind.Conflict), (refused.Error?.Code, refused.Error?.Kind));
        Assert.Contains(refused.Error!.Args, a => a.Key == "re_encryption_id" && (string)a.Value == standing.Value.Id.ToString());
    }

    [Fact]
    public async Task Start_TwoAtOnce_MakesOne()
    {
        await _test.AddAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None)));

        Assert.Single(answers, a => !a.Failed);
        Assert.Equal(3, answers.Count(a => a.Error?.Code == "re_encryption_under_way"));
    }

    [Fact]
    public async Task Start_NothingToMove_SaysSo()
    {
        await _test.AddAsync();

        Assert.Equal(ReEncryptionErrors.NothingToDo, (await _service.StartAsync(_test.Admin, new(SecretProviders.Fernet), None)).Error);
    }

    [Fact]
    public async Task Start_AnothersVersions_AreNotCounted()
    {
        await _test.AddAsync();
        await _test.Service.CreateAsync(_test.Outsider, new SecretDraft("THEIRS", new SecretInput("v")), None);

        var run = (await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None)).Value;

        Assert.Equal(1, run.Total);
        Assert.Equal(ReEncryptionErrors.NotFound, (await _service.GetAsync(_test.Outsider, run.Id, None)).Error);
        Assert.Equal(ReEncryptionErrors.NotFound, (await _service.CancelAsync(_test.Outsider, run.Id, None)).Error);
        Assert.Equal(ReEncryptionErrors.NotFound, (await _service.FailuresAsync(_test.Outsider, run.Id, new(), None)).Error);
        Assert.Empty((await _service.ListAsync(_test.Outsider, new(), None)).Value.Items);
    }

    [Fact]
    public async Task Cancel_Waiting_StopsItOnce()
    {
        var secret = await _test.AddAsync();
        var run = (await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None)).Value;

        var cancelled = await _service.CancelAsync(_test.Admin, run.Id, None);
        await _test.Get<ReEncryptionRunner>().RunDueAsync(None);

        Assert.Equal((ReEncryptionState.Stopped, "re_encryption_cancelled"), (cancelled.Value.State, cancelled.Value.Reason));
        Assert.NotNull(cancelled.Value.FinishedAt);
        Assert.Equal(ReEncryptionErrors.Ended, (await _service.CancelAsync(_test.Admin, run.Id, None)).Error);
        Assert.Equal(SecretProviders.Fernet, (await _test.Service.GetAsync(_test.Admin, secret.Id, None)).Value.Provider);
        Assert.Equal(["re_encryption.started", "re_encryption.stopped"], await _test.ActionsAsync());
    }

    [Fact]
    public async Task List_AfterAStart_NamesWhoStartedIt()
    {
        await _test.AddAsync();
        await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None);

        var shown = Assert.Single((await _service.ListAsync(_test.Admin, new(), None)).Value.Items);

        Assert.Equal(("admin@acme.test", false, 0), (shown.StartedByName, shown.ByPlatform, shown.SecretCount));
    }

    [Fact]
    public async Task Start_AndEachBatch_IsTold()
    {
        await _test.AddAsync();
        var channel = (LocalChannel)_test.Get<ILiveChannel>();
        await _service.StartAsync(_test.Admin, new(SecretProviders.AesGcm), None);
        var started = channel.Published.Count(n => n.Topic == ReEncryptionTopics.All && n.Organization == _test.Acme.Id);

        await _test.Get<ReEncryptionRunner>().RunDueAsync(None);

        Assert.Equal(1, started);
        Assert.True(channel.Published.Count(n => n.Topic == ReEncryptionTopics.All && n.Organization == _test.Acme.Id) > 2);
    }
}
