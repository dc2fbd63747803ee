using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Secrets.Batches;

public sealed class SecretBatchesTests : IAsyncLifetime
{
    private SecretsFixture _test = null!;

    private SecretBatches Batches => _test.Get<SecretBatches>();

    public async ValueTask InitializeAsync() => _test = await SecretsFixture.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Change_TagsAndExpiry_ReachEachSecretWithAnEntry()
    {
        var one = await _test.AddAsync(draft: new SecretDraft("ONE", new SecretInput("1")) { Tags = ["old", "kept"] });
        var two = await _test.AddAsync("TWO", "2");

        var result = await Batches.ChangeAsync(_test.Admin, [one.Id, two.Id], new SecretBatchChange { AddTags = ["new"], RemoveTags = ["OLD"], ExpiresAt = (DateTime?)Times.Now.AddDays(9) }, CancellationToken.None);

        Assert.Equal([one.Id, two.Id], result.Value.Done);
        Assert.Equal(["kept", "new"], (await GetAsync(one.Id)).Tags);
        Assert.Equal(["new"], (await GetAsync(two.Id)).Tags);
        Assert.Equal(Times.Now.AddDays(9), (await GetAsync(two.Id)).ExpiresAt);
        Assert.Equal([one.Id.ToString(), two.Id.ToString()], (await _test.AuditAsync()).Where(e => e.Action == "secret.updated").Select(e => e.SubjectId));
    }

    [Fact]
    public async Task Change_SomeThatCannot_RefusesThemAlone()
    {
        var full = await _test.AddAsync(draft: new SecretDraft("FULL", new SecretInput("1")) { Tags = [.. Enumerable.Range(0, Secret.TagsMax).Select(i => $"t{i}")] });
        var free = await _test.AddAsync("FREE", "2");
        var nobody = SecretId.New();

        var result = (await Batches.ChangeAsync(_test.Admin, [full.Id, free.Id, nobody], new SecretBatchChange { AddTags = ["new"] }, CancellationToken.None)).Value;

        Assert.Equal([free.Id], result.Done);
        Assert.Equal([(full.Id, "secret_tags_invalid"), (nobody, "secret_not_found")], result.Refused.Select(r => (r.Id, r.Why.Code)));
    }

    [Fact]
    public async Task Change_ThatChangesNothing_WritesNoEntry()
    {
        var secret = await _test.AddAsync(draft: new SecretDraft("ONE", new SecretInput("1")) { Tags = ["x"] });

        var result = (await Batches.ChangeAsync(_test.Admin, [secret.Id], new SecretBatchChange { AddTags = ["X"] }, CancellationToken.None)).Value;

        Assert.Equal(secret.Id, Assert.Single(result.Done));
        Assert.Empty(result.Before);
        Assert.Equal(secret.Stamp, (await GetAsync(secret.Id)).Stamp);
    }

    [Fact]
    public async Task Undo_OfABatch_RestoresWhatNobodyChangedSince()
    {
        var one = await _test.AddAsync(draft: new SecretDraft("ONE", new SecretInput("1")) { Tags = ["old"], ExpiresAt = Times.Now.AddDays(1) });
        var two = await _test.AddAsync("TWO", "2");
        var done = (await Batches.ChangeAsync(_test.Admin, [one.Id, two.Id], new SecretBatchChange { RemoveTags = ["old"], AddTags = ["new"], ExpiresAt = (DateTime?)null }, CancellationToken.None)).Value;
        var changed = await GetAsync(two.Id);
        await _test.Service.UpdateAsync(_test.Admin, two.Id, new SecretChange { Description = "mine" }, changed.Stamp, CancellationToken.None);
        // Its old expiry has passed by now, and comes back all the same.
        _test.Time.Advance(TimeSpan.FromDays(2));

        var undone = (await Batches.UndoAsync(_test.Admin, done.Before, CancellationToken.None)).Value;

        Assert.Equal([one.Id], undone.Done);
        Assert.Equal((two.Id, "secret_changed"), Assert.Single(undone.Refused) is var refused ? (refused.Id, refused.Why.Code) : default);
        var restored = await GetAsync(one.Id);
        Assert.Equal(["old"], restored.Tags);
        Assert.Equal(Times.Now.AddDays(1), restored.ExpiresAt);
    }

    [Fact]
    public async Task Change_FaultyInput_IsRefusedAsAWhole()
    {
        var secret = await _test.AddAsync();
        var tag = new SecretBatchChange { AddTags = ["x"] };

        Assert.Equal("secret_batch_nothing_given", await CodeAsync([secret.Id], new SecretBatchChange()));
        Assert.Equal("secret_ids_required", await CodeAsync([], tag));
        Assert.Equal("secret_ids_too_many", await CodeAsync([.. Enumerable.Range(0, 501).Select(_ => SecretId.New())], tag));
        Assert.Equal("secret_tags_invalid", await CodeAsync([secret.Id], new SecretBatchChange { AddTags = ["\u0001"] }));
        Assert.Equal("secret_expiry_past", await CodeAsync([secret.Id], new SecretBatchChange { ExpiresAt = (DateTime?)Times.Now.AddDays(-1) }));
        Assert.Equal("secret_not_found", await CodeAsync([SecretId.New()], tag));
    }

    private async Task<string?> CodeAsync(IReadOnlyList<SecretId> ids, SecretBatchChange change) => (await Batches.ChangeAsync(_test.Admin, ids, change, CancellationToken.None)).Error?.Code;

    private async Task<SecretView> GetAsync(SecretId id) => (await _test.Service.GetAsync(_test.Admin, id, CancellationToken.None)).Value;
}
