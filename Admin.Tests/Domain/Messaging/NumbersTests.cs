using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Admin.Tests.Domain.Messaging;

public sealed class NumbersTests : IAsyncLifetime
{
    private World _world = null!;

    private Numbers Numbers => _world.Get<Numbers>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_WithATokenValue_KeepsItAsARestrictedSecret()
    {
        var made = await CreateAsync("200000000000001", FakeWhatsApp.GoodToken);

        var secret = await _world.Get<SecretService>().GetAsync(_world.Acme.Admin, made.Value.AccessTokenSecretId, CancellationToken.None);
        Assert.Equal((SecretKind.WhatsappToken, SecretVisibility.Restricted), (secret.Value.Kind, secret.Value.Visibility));
        Assert.Equal("+55 11 0001", made.Value.DisplayPhoneNumber);
    }

    [Fact]
    public async Task Create_RejectedByTheApi_SavesNothing()
    {
        var before = await CountsAsync();

        var made = await CreateAsync("200000000000001", "EAAG-bad");

        Assert.Equal((ErrorKind.Refused, "number_rejected"), (made.Error!.Kind, made.Error.Code));
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task Create_ApiAway_SaysSoAndSavesNothing()
    {
        var before = await CountsAsync();
        _world.WhatsApp.IsAway = true;

        var made = await CreateAsync("200000000000001", FakeWhatsApp.GoodToken);

        Assert.Equal((ErrorKind.Unavailable, "whatsapp_away"), (made.Error!.Kind, made.Error.Code));
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task Create_NumberOfAnotherOrganization_IsTakenWithoutSayingByWhom()
    {
        var before = await CountsAsync();

        var made = await CreateAsync(_world.Globex.Number.PhoneNumberId, FakeWhatsApp.GoodToken);

        Assert.Equal("number_taken", made.Error!.Code);
        Assert.DoesNotContain("Globex", made.Error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(made.Error.Args);
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task Create_SameNumberTwiceAtOnce_IsRegisteredOnce()
    {
        var both = await Task.WhenAll(CreateAsync("200000000000001", FakeWhatsApp.GoodToken), CreateAsync("200000000000001", FakeWhatsApp.GoodToken));

        Assert.Single(both, r => !r.Failed);
        Assert.Equal("number_taken", both.Single(r => r.Failed).Error!.Code);
    }

    [Theory]
    [InlineData("", "x", "phone_number_id_invalid")]
    [InlineData("12a45", "x", "phone_number_id_invalid")]
    [InlineData("200000000000001", null, "access_token_required")]
    public async Task Create_Faulty_SaysWhichPart(string id, string? token, string code)
    {
        Assert.Equal(code, (await CreateAsync(id, token)).Error!.Code);
    }

    [Fact]
    public async Task Change_ToABadToken_KeepsTheOldOne()
    {
        var number = _world.Acme.Number;

        var changed = await Numbers.ChangeAsync(_world.Acme.Admin, number.Id, new NumberChange(null, new AccessTokenSource(new SecretInput("EAAG-bad"))), number.Stamp, CancellationToken.None);

        Assert.Equal("number_rejected", changed.Error!.Code);
        Assert.Equal(number, (await Numbers.GetAsync(_world.Acme.Admin, number.Id, CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Change_Chatbot_MovesTheNumber()
    {
        var number = _world.Acme.Number;

        var changed = await Numbers.ChangeAsync(_world.Acme.Admin, number.Id, new NumberChange(null, new AccessTokenSource()), number.Stamp, CancellationToken.None);

        Assert.Null(changed.Value.ChatbotId);
        Assert.Equal(number.AccessTokenSecretId, changed.Value.AccessTokenSecretId);
    }

    [Fact]
    public async Task Delete_Unused_IsGoneAndItsSecretStays()
    {
        var deleted = await Numbers.DeleteAsync(_world.Acme.Admin, _world.Acme.Number.Id, CancellationToken.None);

        Assert.False(deleted.Failed);
        Assert.False((await _world.Get<SecretService>().GetAsync(_world.Acme.Admin, _world.Acme.Secret.Id, CancellationToken.None)).Failed);
    }

    private Task<Result<NumberView>> CreateAsync(string id, string? token) =>
        Numbers.CreateAsync(_world.Acme.Admin, new NumberDraft(id, new AccessTokenSource(token is null ? null : new SecretInput(token))), CancellationToken.None);

    private async Task<(int Numbers, int Secrets)> CountsAsync()
    {
        await using var db = await _world.Db.OpenAsync(TenantScope.For(_world.Acme.Id));
        return (await db.Set<Number>().CountAsync(), await db.Set<Secret>().CountAsync(s => s.DeletedAt == null));
    }
}
