using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Messaging;

public sealed class WhatsAppAppsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;

    private WhatsAppApps Apps => _world.Get<WhatsAppApps>();

    private WhatsAppAppKeys Keys => _world.Get<WhatsAppAppKeys>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_KeepsBothValuesAsRestrictedSecretsThatAreInUse()
    {
        var made = (await CreateAsync()).Value;

        foreach (var id in new[] { made.AppSecretId, made.VerifyTokenId })
        {
            var secret = await _world.Get<SecretService>().GetAsync(_world.Acme.Admin, id, Ct);
            Assert.Equal((SecretKind.Webhook, SecretVisibility.Restricted), (secret.Value.Kind, secret.Value.Visibility));
            Assert.Equal("secret_in_use", (await _world.Get<SecretService>().DeleteAsync(_world.Acme.Admin, id, Ct)).Error!.Code);
        }

        Assert.Equal(("its secret", "its word"), ((await Keys.AppSecretAsync(made.Id, Ct)).Value, (await Keys.VerifyTokenAsync(made.Id, Ct)).Value));
        Assert.Equal($"/webhooks/whatsapp/{made.Id}", made.WebhookPath);
    }

    [Fact]
    public async Task Create_TwiceInOneOrganization_IsTakenAndInAnotherIsNot()
    {
        await CreateAsync();

        Assert.Equal("whatsapp_app_taken", (await CreateAsync()).Error!.Code);
        Assert.Null((await Apps.CreateAsync(_world.Globex.Admin, Draft(), Ct)).Error);
    }

    [Fact]
    public async Task Create_FaultyInput_NamesEveryField()
    {
        var made = await Apps.CreateAsync(_world.Acme.Admin, new WhatsAppAppDraft(" ", "abc", null, null), Ct);

        Assert.Equal(["name", "meta_app_id", "app_secret", "verify_token"], made.Error!.Others.Prepend(made.Error).Select(e => e.Field));
    }

    [Fact]
    public async Task Manage_ByAManager_IsForbidden()
    {
        Assert.Equal(ErrorKind.Forbidden, (await Apps.CreateAsync(_world.Acme.Manager, Draft(), Ct)).Error!.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Apps.ListAsync(_world.Acme.Manager, new PageRequest(), Ct)).Error!.Kind);
    }

    [Fact]
    public async Task Change_WithAnOldStamp_SavesNothing()
    {
        var made = (await CreateAsync()).Value;

        var changed = await Apps.ChangeAsync(_world.Acme.Admin, made.Id, new WhatsAppAppChange("Renamed", new SecretInput("another")), Guid.CreateVersion7(), Ct);

        Assert.Equal(OrganizationErrors.ChangedMeanwhile, changed.Error);
        Assert.Equal("its secret", (await Keys.AppSecretAsync(made.Id, Ct)).Value);
    }

    [Fact]
    public async Task Delete_WhileNumbersBelongToIt_IsRefusedAndAfterwardsItVerifiesNothing()
    {
        var made = (await CreateAsync()).Value;
        var number = _world.Acme.Number;
        var moved = await _world.Get<Numbers>().ChangeAsync(_world.Acme.Admin, number.Id, new NumberChange(number.ChatbotId, new AccessTokenSource(), made.Id), number.Stamp, Ct);
        Assert.Equal(made.Id, moved.Value.AppId);

        Assert.Equal("whatsapp_app_in_use", (await Apps.DeleteAsync(_world.Acme.Admin, made.Id, Ct)).Error!.Code);

        await _world.Get<Numbers>().ChangeAsync(_world.Acme.Admin, number.Id, new NumberChange(number.ChatbotId, new AccessTokenSource()), moved.Value.Stamp, Ct);
        Assert.Null((await Apps.DeleteAsync(_world.Acme.Admin, made.Id, Ct)).Error);
        Assert.Equal("", (await Keys.AppSecretAsync(made.Id, Ct)).Value);
    }

    private Task<Result<WhatsAppAppView>> CreateAsync() => Apps.CreateAsync(_world.Acme.Admin, Draft(), Ct);

    private static WhatsAppAppDraft Draft() => new("Our app", " 700000000001 ", new SecretInput("its secret"), new SecretInput("its word"));
}
