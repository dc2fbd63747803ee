using System.Text;
using Admin.Domain.Secrets;
using Admin.Web.Features.Secrets;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Admin.Tests.Web.Secrets;

public sealed class SecretValueFieldTests : BunitContext
{
    private readonly BunitJSModuleInterop _module;

    public SecretValueFieldTests()
    {
        Services.AddLocalization();
        _module = JSInterop.SetupModule("./Features/Secrets/SecretValueField.razor.js");
    }

    [Fact]
    public async Task Read_AHundredKilobytes_ComesAsAStream()
    {
        var value = new string('x', 100 * 1024);
        var field = RenderWith(value);

        var read = await field.Instance.ReadAsync(SecretEncoding.Text, CancellationToken.None);

        Assert.Equal(value, read.Value!.Read().Value.GetText());
        Assert.DoesNotContain("xxx", field.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AnEmptyField_IsNoValue() =>
        Assert.Null((await RenderWith("").Instance.ReadAsync(SecretEncoding.Text, CancellationToken.None)).Value);

    [Fact]
    public async Task Read_FarTooMuch_IsRefusedUnread()
    {
        var field = RenderWith(new string('x', 3 * SecretValue.MaxBytes));

        Assert.Equal("secret_value_too_large", (await field.Instance.ReadAsync(SecretEncoding.Text, CancellationToken.None)).Error?.Code);
    }

    private IRenderedComponent<SecretValueField> RenderWith(string value)
    {
        _module.Setup<int>("length", _ => true).SetResult(value.Length);
        // The framework makes no stream of nothing; nor does this one.
        _module.Setup<IJSStreamReference>("read", _ => true).SetResult(value.Length > 0 ? new TextInTheBrowser(value) : null!);
        return Render<SecretValueField>(p => p.Add(f => f.Label, "Value"));
    }

    private sealed class TextInTheBrowser(string value) : IJSStreamReference
    {
        private readonly byte[] _bytes = Encoding.UTF8.GetBytes(value);

        public long Length => _bytes.Length;

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) =>
            _bytes.Length <= maxAllowedSize ? new(new MemoryStream(_bytes)) : throw new ArgumentOutOfRangeException(nameof(maxAllowedSize));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
