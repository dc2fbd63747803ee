using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Secrets;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.Secrets;

public sealed class SecretFormTests
{
    private readonly PersonClock _clock = new(new FakeTimeProvider(Times.Start));

    public SecretFormTests() => _clock.UseZone("America/Sao_Paulo");

    [Fact]
    public async Task ToChange_NothingTouched_ChangesNothing()
    {
        await using var test = await SecretsFixture.CreateAsync();
        var secret = await test.AddAsync(draft: new SecretDraft("a", new SecretInput("v")) { Tags = ["x", "y"], Description = "d", ExpiresAt = Times.Now.AddDays(1) });

        var change = SecretForm.Of(secret, _clock).ToChange(secret, null, _clock);

        Assert.Equal(new SecretChange { Note = "" }, change);
    }

    [Fact]
    public async Task ToChange_ClearedExpiryAndNewTags_SaysSo()
    {
        await using var test = await SecretsFixture.CreateAsync();
        var secret = await test.AddAsync(draft: new SecretDraft("a", new SecretInput("v")) { ExpiresAt = Times.Now.AddDays(1) });
        var form = SecretForm.Of(secret, _clock);
        (form.ExpiresAt, form.Tags) = (null, " x,, y ");

        var change = form.ToChange(secret, null, _clock);

        Assert.Equal(new Given<DateTime?>(true, null), change.ExpiresAt);
        Assert.Equal(["x", "y"], change.Tags.Value!);
        Assert.False(change.Name.Is);
    }

    [Fact]
    public void ToDraft_Expiry_IsInThePersonsZone()
    {
        var form = new SecretForm { Name = "a", ExpiresAt = new DateTime(2026, 12, 24, 9, 0, 0, DateTimeKind.Unspecified) };

        Assert.Equal(new DateTime(2026, 12, 24, 12, 0, 0, DateTimeKind.Utc), form.ToDraft(null, _clock).ExpiresAt);
    }

    [Fact]
    public void Words_OfEveryKindAndState_Exist()
    {
        Assert.All(Enum.GetValues<SecretKind>(), k => Assert.NotNull(SecretTexts.ResourceManager.GetString(SecretWords.Kind(k), System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(Enum.GetValues<SecretVersionState>(), s => Assert.NotNull(SecretTexts.ResourceManager.GetString(SecretWords.State(s), System.Globalization.CultureInfo.InvariantCulture)));
    }
}
