using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Fernet;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Admin.Tests.Domain.Secrets.ReEncrypting;

/// <summary>What a run does to the rows, and that nothing is lost wherever it is cut off.</summary>
public sealed class ReEncryptionRunnerTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ReEncryptionRequest ToFernet = new(SecretProviders.Fernet);

    private readonly InterferingStore _store = new();
    private SecretsFixture _test = null!;

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Run_NewFirstKey_PutsEveryVersionUnderIt()
    {
        var secret = await _test.AddAsync("A", "one");
        await _test.Service.RotateAsync(_test.Admin, secret.Id, new SecretRotation(new SecretInput("two")), null, None);
        var deleted = await _test.AddAsync("B", "gone");
        await _test.Service.DeleteAsync(_test.Admin, deleted.Id, None);
        var fresh = FernetKey.Generate();
        await using var node = await ReEncryptionNode.StartAsync(_test, ReEncryptionNode.Ring(fresh, _test.Keys.Fernet.First));
        var run = await node.StartRunAsync(ToFernet);

        await node.Runner.RunDueAsync(None);

        var ended = await node.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Completed, 3, 3, 0), (ended.State, ended.Total, ended.Done, ended.Failed));
        Assert.All(await _test.VersionsAsync(), v => Assert.Equal(fresh.Id, v.KeyId));
        Assert.Equal(["re_encryption.started", "re_encryption.completed"], await _test.ActionsAsync());
        // The old key is not needed any more: without it the start succeeds, and everything is read.
        await using var later = await ReEncryptionNode.StartAsync(_test, ReEncryptionNode.Ring(fresh));
        Assert.Equal("two", await later.ReadAsync(secret.Id));
    }

    [Fact]
    public async Task Run_ToAnotherProvider_MovesTheSecretToo()
    {
        var secret = await _test.AddAsync("A", "one");
        await using var node = await ReEncryptionNode.StartAsync(_test);
        await node.StartRunAsync(new(SecretProviders.AesGcm, [secret.Id]));

        await node.Runner.RunDueAsync(None);

        var moved = (await _test.Service.GetAsync(_test.Admin, secret.Id, None)).Value;
        Assert.Equal(SecretProviders.AesGcm, moved.Provider);
        Assert.NotEqual(secret.Stamp, moved.Stamp);
        Assert.Equal("one", await node.ReadAsync(secret.Id));
    }

    [Fact]
    public async Task Run_OfSomeSecrets_LeavesTheOthers()
    {
        var (chosen, other) = (await _test.AddAsync("A"), await _test.AddAsync("B"));
        await using var node = await ReEncryptionNode.StartAsync(_test);
        await node.StartRunAsync(new(SecretProviders.AesGcm, [chosen.Id, chosen.Id]));

        await node.Runner.RunDueAsync(None);

        Assert.Equal((SecretProviders.AesGcm, SecretProviders.Fernet), ((await _test.Service.GetAsync(_test.Admin, chosen.Id, None)).Value.Provider, (await _test.Service.GetAsync(_test.Admin, other.Id, None)).Value.Provider));
    }

    [Fact]
    public async Task Run_FromOneProvider_LeavesWhatOthersHold()
    {
        await _test.AddAsync("A");
        await _test.AddAsync(draft: new SecretDraft("B", new SecretInput("v")) { Provider = SecretProviders.AesGcm });
        await using var node = await ReEncryptionNode.WithNewKeyAsync(_test);
        await node.StartRunAsync(ToFernet with { FromProvider = SecretProviders.Fernet });

        await node.Runner.RunDueAsync(None);

        Assert.Equal([SecretProviders.AesGcm, SecretProviders.Fernet], (await _test.VersionsAsync()).Select(v => v.Provider).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_CutOffAfterSealingAndBeforeTheCommit_LosesNothing()
    {
        var ids = await _test.AddManyAsync(1200);
        await using var node = await NodeAsync();
        _store.AfterReplacing = batches => batches == 1 ? throw new KilledException() : Task.CompletedTask;
        var run = await node.StartRunAsync(ToFernet);

        await node.Runner.RunDueAsync(None);

        // One batch stands, counted; of the second nothing does.
        var cut = await node.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Waiting, "re_encryption_interrupted", 500), (cut.State, cut.Reason, cut.Done));
        Assert.Equal(500, (await _test.VersionsAsync()).Count(v => v.KeyId == node.FirstKey));
        Assert.Equal(new string('v', 32), await node.ReadAsync(ids[0]));
        Assert.Equal(new string('v', 32), await node.ReadAsync(ids[^1]));

        _test.Time.Advance(ReEncryptionRunner.Pause);
        await node.Runner.RunDueAsync(None);

        var ended = await node.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Completed, 1200, 1200, 0), (ended.State, ended.Total, ended.Done, ended.Failed));
        Assert.All(await _test.VersionsAsync(), v => Assert.Equal(node.FirstKey, v.KeyId));
    }

    [Fact]
    public async Task Run_ItsRunnerKilled_IsTakenOverWhenTheLeaseIsOver()
    {
        await _test.AddManyAsync(600);
        await using var killed = await NodeAsync();
        await using var other = await ReEncryptionNode.StartAsync(_test, Settings(killed));
        _store.AfterReplacing = _ => throw new KilledException();
        _store.IsKilled = true;
        var run = await killed.StartRunAsync(ToFernet);
        await killed.Runner.RunDueAsync(None);

        await other.Runner.RunDueAsync(None);
        Assert.Equal((ReEncryptionState.Running, 0), ((await other.GetAsync(run.Id)).State, (await other.GetAsync(run.Id)).Done));

        _test.Time.Advance(ReEncryptionRunner.Lease);
        await other.Runner.RunDueAsync(None);
        Assert.Equal((ReEncryptionState.Completed, 600), ((await other.GetAsync(run.Id)).State, (await other.GetAsync(run.Id)).Done));
    }

    [Fact]
    public async Task Run_TakenOverWhileTheFirstRunnerStillWorks_IsWrittenByOneOnly()
    {
        await _test.AddManyAsync(600);
        var slow = new SlowCipher();
        await using var first = await ReEncryptionNode.StartAsync(_test, more: s => s.AddSingleton<ISecretCipher>(slow));
        await using var second = await ReEncryptionNode.StartAsync(_test, more: s => s.AddSingleton<ISecretCipher>(new SlowCipher { IsOpen = true }));
        var run = await first.StartRunAsync(new(SlowCipher.Name));
        var working = first.Runner.RunDueAsync(None);
        await slow.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30), None);

        _test.Time.Advance(ReEncryptionRunner.Lease);
        await second.Runner.RunDueAsync(None);
        slow.Open();
        await working;

        var ended = await second.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Completed, 600, 600), (ended.State, ended.Total, ended.Done));
        Assert.Equal(["re_encryption.started", "re_encryption.completed"], await _test.ActionsAsync());
    }

    [Fact]
    public async Task Run_Stopped_IsGivenBackAtOnce()
    {
        await _test.AddManyAsync(1200);
        using var stop = new CancellationTokenSource();
        await using var node = await NodeAsync();
        _store.AfterReplacing = _ => stop.CancelAsync();
        var run = await node.StartRunAsync(ToFernet);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Runner.RunDueAsync(stop.Token));

        Assert.Equal((ReEncryptionState.Waiting, (string?)null), ((await node.GetAsync(run.Id)).State, (await node.GetAsync(run.Id)).Reason));
        _store.AfterReplacing = _ => Task.CompletedTask;
        await node.Runner.RunDueAsync(None);
        Assert.Equal((ReEncryptionState.Completed, 1200), ((await node.GetAsync(run.Id)).State, (await node.GetAsync(run.Id)).Done));
    }

    [Fact]
    public async Task Run_UnreadableVersions_AreLeftAndNamed()
    {
        var (good, bad) = (await _test.AddAsync("GOOD", "kept"), await _test.AddAsync("BAD"));
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET Binding = x'00' WHERE SecretId = {bad.Id.Value}");
        await using var node = await ReEncryptionNode.WithNewKeyAsync(_test);
        var run = await node.StartRunAsync(ToFernet);

        await node.Runner.RunDueAsync(None);

        var ended = await node.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Completed, 2, 1, 1), (ended.State, ended.Total, ended.Done, ended.Failed));
        var failure = Assert.Single((await node.Service.FailuresAsync(_test.Admin, run.Id, new(), None)).Value.Items);
        Assert.Equal((bad.Id, "BAD", 1, "secret_unreadable"), (failure.Secret, failure.Name, failure.Version, failure.Code));
        Assert.Equal(["re_encryption.started", "secret.read_failed", "re_encryption.completed"], await _test.ActionsAsync());
        Assert.Equal("kept", await node.ReadAsync(good.Id));
        Assert.Equal(_test.Keys.Fernet.First.Id, (await _test.VersionsAsync()).Single(v => v.SecretId == bad.Id).KeyId);
    }

    [Fact]
    public async Task Run_RingWithoutTheNeededKey_SaysWhichVersions()
    {
        var secret = await _test.AddAsync();
        await using var node = await ReEncryptionNode.WithNewKeyAsync(_test);
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET KeyId = 'feedfeedfeedfeed'");
        var run = await node.StartRunAsync(ToFernet);

        await node.Runner.RunDueAsync(None);

        Assert.Equal((ReEncryptionState.Completed, 0, 1), ((await node.GetAsync(run.Id)).State, (await node.GetAsync(run.Id)).Done, (await node.GetAsync(run.Id)).Failed));
        var failure = Assert.Single((await node.Service.FailuresAsync(_test.Admin, run.Id, new(), None)).Value.Items);
        Assert.Equal((secret.Id, "secret_key_missing"), (failure.Secret, failure.Code));
    }

    [Fact]
    public async Task Run_TargetAway_WaitsAndGoesOnByItself()
    {
        var secret = await _test.AddAsync(value: "kept");
        await using var vault = await VaultTransitDouble.StartAsync(_test.Time);
        await using var node = await ReEncryptionNode.StartAsync(_test, vault.RoleSettings());
        var run = await node.StartRunAsync(new(SecretProviders.Vault, [secret.Id]));
        vault.IsSealed = true;

        await node.Runner.RunDueAsync(None);

        var waiting = await node.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Waiting, "secret_provider_sealed", SecretProviders.Vault, 0), (waiting.State, waiting.Reason, waiting.ReasonProvider, waiting.Done));
        Assert.Equal("kept", await node.ReadAsync(secret.Id));
        vault.IsSealed = false;
        await node.Runner.RunDueAsync(None);
        Assert.Equal(ReEncryptionState.Waiting, (await node.GetAsync(run.Id)).State);

        _test.Time.Advance(ReEncryptionRunner.Pause);
        await node.Runner.RunDueAsync(None);
        Assert.Equal((ReEncryptionState.Completed, (string?)null, 1), ((await node.GetAsync(run.Id)).State, (await node.GetAsync(run.Id)).Reason, (await node.GetAsync(run.Id)).Done));
        Assert.Equal("kept", await node.ReadAsync(secret.Id));
    }

    [Fact]
    public async Task Run_OneSourceAway_MovesWhatTheOthersHold()
    {
        await using var vault = await VaultTransitDouble.StartAsync(_test.Time);
        await using var node = await ReEncryptionNode.StartAsync(_test, vault.RoleSettings());
        var far = (await node.Get<SecretService>().CreateAsync(_test.Admin, new SecretDraft("FAR", new SecretInput("v")) { Provider = SecretProviders.Vault }, None)).Value;
        var near = await _test.AddAsync("NEAR");
        var run = await node.StartRunAsync(new(SecretProviders.AesGcm));
        vault.IsSealed = true;

        await node.Runner.RunDueAsync(None);

        var waiting = await node.GetAsync(run.Id);
        Assert.Equal((ReEncryptionState.Waiting, SecretProviders.Vault, 2, 1), (waiting.State, waiting.ReasonProvider, waiting.Total, waiting.Done));
        var versions = await _test.VersionsAsync();
        Assert.Equal(SecretProviders.AesGcm, versions.Single(v => v.SecretId == near.Id).Provider);
        Assert.Equal(SecretProviders.Vault, versions.Single(v => v.SecretId == far.Id).Provider);
        Assert.DoesNotContain("secret.read_failed", await _test.ActionsAsync());
    }

    [Fact]
    public async Task Run_KeyChangedMeanwhile_FollowsIt()
    {
        await using var vault = await VaultTransitDouble.StartAsync(_test.Time);
        var key = vault.AddKey();
        await using var node = await ReEncryptionNode.StartAsync(_test, vault.RoleSettings());
        await _test.AddAsync("A");
        var run = await node.StartRunAsync(new(SecretProviders.Vault));
        key.Rotate();

        await node.Runner.RunDueAsync(None);

        Assert.Equal((ReEncryptionState.Completed, 1, 1), ((await node.GetAsync(run.Id)).State, (await node.GetAsync(run.Id)).Total, (await node.GetAsync(run.Id)).Done));
        Assert.Equal(["vault:transit/admin-secrets:v2"], (await _test.VersionsAsync()).Select(v => v.KeyId));
    }

    [Fact]
    public async Task Run_RotatedAndDestroyedMeanwhile_LeavesThoseAlone()
    {
        var (rotated, destroyed) = (await _test.AddAsync("A", "one"), await _test.AddAsync("B"));
        var slow = new SlowCipher();
        await using var node = await ReEncryptionNode.StartAsync(_test, more: s => s.AddSingleton<ISecretCipher>(slow));
        var run = await node.StartRunAsync(new(SlowCipher.Name, [rotated.Id, destroyed.Id]));
        var working = node.Runner.RunDueAsync(None);
        await slow.Reached.Task.WaitAsync(TimeSpan.FromSeconds(30), None);
        Assert.False((await _test.Service.RotateAsync(_test.Admin, rotated.Id, new SecretRotation(new SecretInput("two")), null, None)).Failed);
        await _test.ChangeRowsAsync($"UPDATE SecretVersions SET State = 'destroyed', Ciphertext = x'' WHERE SecretId = {destroyed.Id.Value}");

        slow.Open();
        await working;

        var versions = await _test.VersionsAsync();
        Assert.Empty(versions.Single(v => v.SecretId == destroyed.Id).Ciphertext);
        Assert.Equal([SecretVersionState.Previous, SecretVersionState.Current], versions.Where(v => v.SecretId == rotated.Id).Select(v => v.State));
        Assert.All(versions.Where(v => v.SecretId == rotated.Id), v => Assert.Equal(SlowCipher.Name, v.Provider));
        Assert.Equal((ReEncryptionState.Completed, 2), ((await node.GetAsync(run.Id)).State, (await node.GetAsync(run.Id)).Done));
        Assert.Equal("two", await node.ReadAsync(rotated.Id));
    }

    [Fact]
    public async Task Run_LargeValues_TakesBatchesBoundedByTheirBytes()
    {
        await _test.AddManyAsync(14, SecretValue.MaxBytes);
        await using var node = await NodeAsync();
        await node.StartRunAsync(ToFernet);

        await node.Runner.RunDueAsync(None);

        Assert.Equal([6, 6, 2], _store.Batches);
    }

    [Fact]
    public async Task Cancel_WhileItRuns_KeepsEveryValueReadable()
    {
        var ids = await _test.AddManyAsync(700);
        await using var node = await NodeAsync();
        ReEncryptionView? cancelled = null;
        var run = await node.StartRunAsync(ToFernet);
        var slow = new TaskCompletionSource();
        _store.AfterReplacing = _ =>
        {
            slow.TrySetResult();
            return Task.CompletedTask;
        };
        var working = node.Runner.RunDueAsync(None);
        await slow.Task.WaitAsync(TimeSpan.FromSeconds(30), None);
        var answer = await node.Service.CancelAsync(_test.Admin, run.Id, None);
        await working;

        // The second batch may have been quicker than the cancel; then there is nothing to cancel any more.
        if (!answer.Failed)
            cancelled = answer.Value;
        Assert.Equal(cancelled?.State ?? ReEncryptionState.Completed, (await node.GetAsync(run.Id)).State);
        Assert.Equal((await node.GetAsync(run.Id)).Done, (await _test.VersionsAsync()).Count(v => v.KeyId == node.FirstKey));
        Assert.Equal(new string('v', 32), await node.ReadAsync(ids[0]));
        Assert.Equal(new string('v', 32), await node.ReadAsync(ids[^1]));
    }

    private Task<ReEncryptionNode> NodeAsync() => ReEncryptionNode.WithNewKeyAsync(_test, s => s.AddSingleton<IReEncryptionStore>(_store));

    private Dictionary<string, string?> Settings(ReEncryptionNode node) =>
        ReEncryptionNode.Ring(node.Get<Admin.Infrastructure.Secrets.SecretKeys>().Fernet.First, _test.Keys.Fernet.First);
}
