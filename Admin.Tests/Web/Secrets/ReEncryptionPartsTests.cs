using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Providers;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Tests.Support;
using Admin.Tests.Web.Components;
using Admin.Web.Features.Secrets;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace Admin.Tests.Web.Secrets;

/// <summary>What pages show of runs, keys and providers.</summary>
public sealed class ReEncryptionPartsTests : ComponentContext
{
    private static readonly ReEncryptionView Run = new(
        ReEncryptionId.New(), SecretProviders.Vault, null, 0, ReEncryptionState.Running, null, null, 1200, 500, 0, "", null, false, Times.Now, null);

    [Fact]
    public void Progress_Running_ShowsHowMuchAndCanBeCancelled()
    {
        var cancelled = false;
        var part = Render<ReEncryptionProgress>(p => p.Add(x => x.Run, Run).Add(x => x.Cancel, EventCallback.Factory.Create(this, () => cancelled = true)));

        var bar = part.Find("[role=progressbar]");
        Assert.Equal(("500", "1200"), (bar.GetAttribute("aria-valuenow"), bar.GetAttribute("aria-valuemax")));
        Assert.Equal(["flex-grow:500", "flex-grow:0", "flex-grow:700"], part.FindAll(".stacked > span").Select(s => s.GetAttribute("style")!.Split(';')[0]));
        Assert.Contains("500 of 1,200 values", part.Markup, StringComparison.Ordinal);
        Assert.Empty(part.FindAll(".note"));
        part.Find("[data-testid=cancel-re-encryption]").Click();
        Assert.True(cancelled);
    }

    [Fact]
    public void Progress_MovedOn_MovesTheBar()
    {
        var part = Render<ReEncryptionProgress>(p => p.Add(x => x.Run, Run));

        part.Render(p => p.Add(x => x.Run, Run with { Done = 900, Failed = 2 }));

        Assert.Equal("902", part.Find("[role=progressbar]").GetAttribute("aria-valuenow"));
        Assert.Contains("900 of 1,200 values, 2 could not be read", part.Markup, StringComparison.Ordinal);
        Assert.Empty(part.FindAll("[data-testid=cancel-re-encryption]"));
    }

    [Theory]
    [InlineData("secret_provider_sealed", SecretProviders.Vault, "Waits: Vault is sealed. It goes on by itself.")]
    [InlineData("secret_provider_unreachable", SecretProviders.AwsKms, "Waits: AWS KMS does not answer. It goes on by itself.")]
    [InlineData("re_encryption_interrupted", null, "Was interrupted; it goes on by itself in a moment.")]
    [InlineData(null, null, "Waits to be taken up.")]
    public void Progress_Waiting_SaysForWhat(string? reason, string? provider, string said)
    {
        var part = Render<ReEncryptionProgress>(p => p.Add(x => x.Run, Run with { State = ReEncryptionState.Waiting, Reason = reason, ReasonProvider = provider }));

        Assert.Equal(said, part.Find(".note").TextContent.Trim());
    }

    [Theory]
    [InlineData(0, "completed")]
    [InlineData(3, "needs_attention")]
    public void Table_Completed_LooksLikeItsOutcome(int failed, string status)
    {
        var ended = Run with { State = ReEncryptionState.Completed, Failed = failed, FinishedAt = Times.Now, ByPlatform = true };

        var part = Render<ReEncryptionTable>(p => p.Add(x => x.Runs, [ended]));

        Assert.Equal(status, part.Find("[data-status]").GetAttribute("data-status"));
        Assert.Equal(failed > 0 ? 1 : 0, part.FindAll("tbody button").Count);
        Assert.Contains("The platform", part.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_AFailingProvider_SayWhichWhyAndSinceWhen()
    {
        ProviderState[] states =
        [
            new(SecretProviders.Fernet, true, "k", null, null, Times.Now),
            new(SecretProviders.Vault, true, null, SecretProviderErrors.Unreachable(SecretProviders.Vault), Times.Now, Times.Now),
        ];

        var part = Render<ProviderNotes>(p => p.Add(x => x.States, states));

        var note = Assert.Single(part.FindAll(".note"));
        Assert.StartsWith("Vault does not answer. Its secrets cannot be read or changed", note.TextContent.Trim(), StringComparison.Ordinal);
        Assert.NotNull(note.QuerySelector("time"));
        Assert.Empty(Render<ProviderNotes>(p => p.Add(x => x.States, states).Add(x => x.Only, SecretProviders.Fernet)).FindAll(".note"));
        Assert.Contains("fails", Render<ProviderName>(p => p.Add(x => x.Provider, SecretProviders.Vault).Add(x => x.States, states)).Find(".chip").TextContent, StringComparison.Ordinal);
        Assert.Empty(Render<ProviderName>(p => p.Add(x => x.Provider, SecretProviders.Fernet).Add(x => x.States, states)).FindAll(".chip"));
    }

    [Fact]
    public void Keys_OldOneStillNeeded_OffersToReEncrypt()
    {
        var part = Keys(new("new", true, 10, 1, null), new("old", false, 5, 0, null));

        Assert.Single(part.FindAll("[data-testid=re-encrypt-all]"));
        Assert.Empty(part.FindAll("[data-removable]"));
    }

    [Fact]
    public void Keys_OldOneFree_SaysThatAndHowToRemoveIt()
    {
        var part = Keys(new("new", true, 15, 1, null), new("old", false, 0, 0, null));

        Assert.Empty(part.FindAll("[data-testid=re-encrypt-all]"));
        var note = part.Find("[data-removable=old]").TextContent;
        Assert.Contains("fernet.keys", note, StringComparison.Ordinal);
        Assert.Contains("Secrets:Fernet:Keys", note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Keys_OneThatAnythingNeeds_IsNeverSaidToBeFree(int versions, int own)
    {
        Assert.Empty(Keys(new("new", true, 15, 1, null), new("old", false, versions, own, null)).FindAll("[data-removable]"));
    }

    [Theory]
    [InlineData("secret_unreadable", "API_KEY version 2 · its stored form was changed, or does not belong there")]
    [InlineData("secret_key_missing", "API_KEY version 2 · the key that it is under is not at hand")]
    [InlineData("secret_provider_failed", "API_KEY version 2 · its provider refuses to decrypt it")]
    public void Failures_OfARun_SayWhyInWords(string code, string said)
    {
        var failures = new Page<ReEncryptionFailureView>([new(SecretId.New(), "API_KEY", 2, code)], 1, 1, 50);

        var part = Render<ReEncryptionFailures>(p => p.Add(x => x.Failures, failures).Add(x => x.Slug, "acme"));

        Assert.Equal(said, string.Join(' ', part.FindAll("li > *").Select(e => e.TextContent.Trim())));
    }

    private IRenderedComponent<ProviderKeys> Keys(params EncryptionKeyView[] keys) =>
        Render<ProviderKeys>(p => p.Add(x => x.View, new ProviderKeysView(SecretProviders.Fernet, false, null, keys, 0, null)));
}
