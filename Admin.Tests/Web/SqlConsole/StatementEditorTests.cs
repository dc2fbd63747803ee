using System.Diagnostics.CodeAnalysis;
using System.Text;
using Admin.Domain.SqlConsole.Guard;
using Admin.Web.Features.SqlConsole;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Admin.Tests.Web.SqlConsole;

public sealed class StatementEditorTests : BunitContext
{
    private readonly FakeBrowser _browser = new();

    public StatementEditorTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Read_60KiloBytes_TravelAsAStream()
    {
        _browser.Text = $"SELECT '{new string('x', 60_000)}'";

        var text = await Show().Instance.ReadAsync(CancellationToken.None);

        Assert.Equal(_browser.Text, text);
        Assert.Equal(typeof(IJSStreamReference), _browser.ReadAs);
    }

    [Fact]
    public async Task Read_MoreThanTheGuardTakes_AsksForOneCharacterMoreOnly()
    {
        _browser.Text = new string('é', 100_000);

        var text = await Show().Instance.ReadAsync(CancellationToken.None);

        Assert.Equal(GuardLimits.MaxLength + 1, text.Length);
    }

    [Fact]
    public async Task Read_Empty_IsEmpty() => Assert.Equal("", await Show().Instance.ReadAsync(CancellationToken.None));

    [Fact]
    public async Task Read_ShortOne_TravelsInTheAnswer()
    {
        _browser.Text = "SELECT 1";

        Assert.Equal("SELECT 1", await Show().Instance.ReadAsync(CancellationToken.None));
        Assert.Null(_browser.ReadAs);
    }

    [Fact]
    public async Task Run_ByKey_BringsTheStatementAlong()
    {
        _browser.Text = "something else by now";
        var read = "";
        IRenderedComponent<StatementEditor> editor = null!;
        editor = Render<StatementEditor>(p => p.Add(e => e.Label, "Statement").Add(e => e.OnRun, async () => read = await editor.Instance.ReadAsync(CancellationToken.None)));

        await editor.Instance.RunAsync("SELECT 2");

        Assert.Equal("SELECT 2", read);
        Assert.Equal(_browser.Text, await editor.Instance.ReadAsync(CancellationToken.None));
    }

    private IRenderedComponent<StatementEditor> Show() => Render<StatementEditor>(p => p.Add(e => e.Label, "Statement"));

    /// <summary>The module, the editor it makes, and the browser that loads it: one object is enough for all three.</summary>
    private sealed class FakeBrowser : IJSRuntime, IJSObjectReference
    {
        private const DynamicallyAccessedMemberTypes Members =
            DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

        public string Text { get; set; } = "";

        public Type? ReadAs { get; private set; }

        public ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(Members)] TValue>(string identifier, object?[]? args) =>
            InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public ValueTask<TValue> InvokeAsync<[DynamicallyAccessedMembers(Members)] TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            if (identifier == "read")
                ReadAs = typeof(TValue);
            object? answer = identifier switch
            {
                "import" or "create" => this,
                "readShort" => Text.Length > 8_000 ? null : Text,
                "read" => new FakeStream(Encoding.UTF8.GetBytes(Text[..Math.Min(Text.Length, (int)args![0]!)])),
                "dispose" => null,
                _ => throw new InvalidOperationException($"Nobody should call {identifier}."),
            };
            return ValueTask.FromResult((TValue)answer!);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class FakeStream(byte[] content) : IJSStreamReference
    {
        public long Length => content.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) =>
            Length > maxAllowedSize ? throw new ArgumentOutOfRangeException(nameof(maxAllowedSize)) : ValueTask.FromResult<Stream>(new MemoryStream(content));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
