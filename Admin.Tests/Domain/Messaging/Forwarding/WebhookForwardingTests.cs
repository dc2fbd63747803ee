using Admin.Domain.Common;
using Admin.Domain.Messaging.Forwarding;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Messaging.Forwarding;

public sealed class WebhookForwardingTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private World _world = null!;

    private WebhookForwarding Forwarding => _world.Get<WebhookForwarding>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Backlog_ByAnOrgAdmin_IsForbidden()
    {
        Assert.Equal(ErrorKind.Forbidden, (await Forwarding.ReadAsync(_world.Acme.Admin, Ct)).Error!.Kind);
        Assert.Equal(ErrorKind.Forbidden, (await Forwarding.TryNowAsync(_world.Acme.Admin, Ct)).Error!.Kind);
    }

    [Fact]
    public async Task Backlog_BySuperAdminWithoutAReceiver_SaysSo()
    {
        var backlog = await Forwarding.ReadAsync(_world.Super, Ct);

        Assert.Equal(new ForwardBacklog(IsOn: false, null, 0, null, null, null, null), backlog.Value);
        Assert.Equal("forwarding_off", (await Forwarding.TryNowAsync(_world.Super, Ct)).Error!.Code);
    }
}
