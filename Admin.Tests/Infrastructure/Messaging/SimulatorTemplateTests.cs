using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Infrastructure.Messaging.Simulator;
using Admin.Tests.Domain.Messaging.Templating;

namespace Admin.Tests.Infrastructure.Messaging;

/// <summary>The simulator looks at every component of a send as the API does.</summary>
public sealed class SimulatorTemplateTests : IAsyncLifetime
{
    private SimulatorUnderTest _simulator = null!;
    private ClientUnderTest _client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorUnderTest.StartAsync(options =>
        {
            options.Templates.Add(new SimulatedTemplate { Name = "rich", Language = "en_US", Components = TemplateSamples.Rich });
            options.Templates.Add(new SimulatedTemplate { Name = "named", Language = "en_US", Components = TemplateSamples.Named, ParameterFormat = "NAMED" });
        });
        _client = new ClientUnderTest(_simulator.BaseUrl);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("header", "", 132012)]
    [InlineData("header", "123456789012345", 131053)]
    [InlineData("body.2", "", 132000)]
    [InlineData("body.2", "two\nlines", 132018)]
    [InlineData("button.1", "", 131008)]
    [InlineData("button.2", "A-B", 132018)]
    public async Task Send_APartThatDoesNotFit_IsRefusedWithItsCode(string key, string text, int code)
    {
        var bound = key.Length == 0 ? TemplateSamples.Bound() : TemplateSamples.Bound((key, text));

        Assert.Equal(code, await CodeAsync("rich", bound));
    }

    [Fact]
    public async Task Send_NamedPlaces_NeedTheirNames()
    {
        var named = TemplateSamples.NamedContent.Parameters.Select(p => new TemplateBinding(p, "x")).ToList();

        Assert.Equal(0, await CodeAsync("named", named));
        Assert.Equal(100, await CodeAsync("named", [.. named.Select(b => b with { Parameter = b.Parameter with { Name = null } })]));
    }

    [Fact]
    public async Task Listing_EveryComponent_ComesAsItIsKept()
    {
        var listed = (await _client.Management.ListTemplatesAsync(SimulatorUnderTest.WabaId, "token-1", null, Ct)).Value!;

        var named = listed.Templates.Single(t => t.Name == "named");
        Assert.Equal(("NAMED", "APPROVED"), (named.Format, named.Status));
        Assert.Equal(["header", "body.first_name", "body.order"], TemplateParser.Parse(named.Format, named.Components).Parameters.Select(p => p.Key));
        Assert.Null(listed.After);
    }

    [Fact]
    public async Task Account_OfANumber_IsTold() =>
        Assert.Equal(SimulatorUnderTest.WabaId, (await _client.Management.GetBusinessAccountAsync("100", "token-1", Ct)).Value);

    [Fact]
    public async Task Media_Uploaded_IsTakenByItsNumberOnly()
    {
        var id = (await _client.Management.UploadMediaAsync("100", "token-1", new MediaFile("a.jpg", "image/jpeg", new byte[] { 0xFF, 0xD8, 0xFF }), Ct)).Value!;

        Assert.Equal(0, await CodeAsync("rich", TemplateSamples.Bound(("header", id))));
    }

    [Fact]
    public async Task Media_OfATypeThatIsNotTaken_IsRefused()
    {
        var answer = await _client.Management.UploadMediaAsync("100", "token-1", new MediaFile("a.html", "text/html", "<p>"u8.ToArray()), Ct);

        Assert.Equal(131053, answer.Error!.Code);
    }

    private async Task<int> CodeAsync(string template, IReadOnlyList<TemplateBinding> bound) =>
        await _client.Client.SendTemplateAsync(ClientUnderTest.Request() with { TemplateName = template, Components = bound }, Ct) switch
        {
            SendOutcome.Rejected rejected => rejected.Error.Code,
            SendOutcome.Accepted => 0,
            var other => throw new InvalidOperationException($"The send came to {other}."),
        };
}
