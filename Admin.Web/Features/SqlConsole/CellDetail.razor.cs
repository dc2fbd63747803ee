using System.Globalization;
using System.Text;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Admin.Web.Features.SqlConsole;

/// <summary>The whole of one value: a text, a document as a tree, bytes as a dump.</summary>
public sealed partial class CellDetail
{
    private const string Module = "./Features/SqlConsole/CellDetail.razor.js";

    private readonly CancellationTokenSource _life = new();
    private readonly string _id = $"cell-{Guid.CreateVersion7():N}";
    private ElementReference _host;
    private IJSObjectReference? _module;
    private IJSObjectReference? _viewer;
    private (ResultBuffer, int, int)? _shown;
    private object? _value;
    private CellShape _shape;
    private bool _asTree = true;
    private bool _copied;

    [Parameter, EditorRequired]
    public required ResultBuffer Results { get; set; }

    /// <summary>Number of the row in the result, from 0.</summary>
    [Parameter, EditorRequired]
    public required int Row { get; set; }

    [Parameter, EditorRequired]
    public required int Column { get; set; }

    /// <summary>Whether bytes may be saved as a file.</summary>
    [Parameter]
    public bool CanDownload { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    public required IStringLocalizer<ResultTexts> Loc { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    private string Name => Results.Columns[Column].Name is { Length: > 0 } name ? name : Loc[nameof(ResultTexts.NoName)];

    private string CopyWord => Loc[_copied ? nameof(ResultTexts.Copied) : nameof(ResultTexts.CopyValue)];

    private string Facts
    {
        get
        {
            var facts = new List<string> { Loc[nameof(ResultTexts.RowOf), Number(Row + 1)] };
            if (Results.Columns[Column].Type is { } type)
                facts.Add(type);
            if (_shape is CellShape.Text or CellShape.Json)
                facts.Add(Loc[nameof(ResultTexts.Characters), Number(_value is CutValue cut ? cut.Length : Text.Length)]);
            if (_shape == CellShape.Binary)
                facts.Add(Loc[nameof(ResultTexts.Bytes), Number(_value is CutValue cut ? cut.Length : SizeOf(_value!))]);
            return string.Join(" · ", facts);
        }
    }

    private string Text => _value is CutValue { Head: string head } ? head : CellWords.Of(_value) ?? "";

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        if (_viewer is not null)
            await _viewer.SafeDisposeAsync("dispose");
        if (_module is not null)
            await _module.SafeDisposeAsync();
        _life.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (_shown == (Results, Row, Column))
            return;
        _value = Results.Value(Row, Column);
        _shape = CellShapes.Of(_value, Results.Columns[Column].Kind);
        _copied = false;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", _life.Token, Module);
            _viewer = await _module.InvokeAsync<IJSObjectReference>("create", _life.Token, _host, Words());
        }
        if (_viewer is null || _shown == (Results, Row, Column))
            return;
        _shown = (Results, Row, Column);
        using var content = new DotNetStreamReference(new MemoryStream(Content()));
        await _viewer.InvokeVoidAsync("show", _life.Token, SnakeName(_shape), content, _asTree);
    }

    private byte[] Content() => _shape switch
    {
        CellShape.Binary => _value as byte[] ?? (byte[])((CutValue)_value!).Head,
        CellShape.Text or CellShape.Json => Encoding.UTF8.GetBytes(Text),
        CellShape.Missing or CellShape.Masked => [],
    };

    private static string SnakeName(CellShape shape) => Admin.Domain.Common.SnakeCase.Of(shape);

    private static long SizeOf(object value) => value is string text ? text.Length : ((byte[])value).Length;

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private object Words() => new
    {
        More = Loc[nameof(ResultTexts.ShowMore)].Value,
        FirstBytes = Loc[nameof(ResultTexts.FirstBytes)].Value,
    };

    private async Task SwitchAsync()
    {
        _asTree = !_asTree;
        if (_viewer is not null)
            await _viewer.InvokeVoidAsync("tree", _life.Token, _asTree);
    }

    private async Task CopyAsync() => _copied = _viewer is not null && await _viewer.InvokeAsync<bool>("copy", _life.Token);

    private async Task DownloadAsync()
    {
        if (_viewer is not null)
            await _viewer.InvokeVoidAsync("download", _life.Token, $"{Row + 1}-{Column + 1}.bin");
    }
}
