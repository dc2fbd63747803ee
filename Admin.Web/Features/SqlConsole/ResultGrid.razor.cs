using System.Text;
using Admin.Domain.SqlConsole.Engines.Results;
using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using MudBlazor;

namespace Admin.Web.Features.SqlConsole;

/// <summary>
/// The rows of a result, drawn by the browser as far as it can see them. While <see cref="IsComplete"/> is false, rows that arrive
/// in <see cref="Results"/> are shown by themselves; nobody needs to render anew for them.
/// </summary>
public sealed partial class ResultGrid
{
    // What the first screen shows at most; the browser asks for the rest.
    private const int FirstRows = 40;
    private const int FirstColumns = 30;

    // Until something is on the screen one looks often, then as often as a person can follow.
    private static readonly TimeSpan Eager = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Calm = TimeSpan.FromMilliseconds(150);

    private readonly CancellationTokenSource _life = new();
    private readonly SemaphoreSlim _drawing = new(1, 1);
    private ElementReference _host;
    private IJSObjectReference? _grid;
    private DotNetObjectReference<ResultGrid>? _self;
    private ResultView _view = null!;
    private ResultView? _shown;
    private int _version;
    private int _drawnRows;
    private bool _isWatching;
    private CellPlace? _open;
    private int? _filtering;

    [Parameter, EditorRequired]
    public required ResultBuffer Results { get; set; }

    /// <summary>False while rows may still arrive.</summary>
    [Parameter]
    public bool IsComplete { get; set; } = true;

    /// <summary>Order and choice of the rows, where others have a hand in them; must be of <see cref="Results"/>.</summary>
    [Parameter]
    public ResultView? View { get; set; }

    /// <summary>Names the grid for those who do not see it.</summary>
    [Parameter]
    public string? Label { get; set; }

    /// <summary>Whether a binary value may be saved as a file.</summary>
    [Parameter]
    public bool CanDownload { get; set; }

    [Inject]
    public required IStringLocalizer<ResultTexts> Loc { get; set; }

    [Inject]
    public required ResultGridScript Script { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    /// <summary>Called by the browser: a rectangle of cells; null when the rows have another order by now.</summary>
    [JSInvokable]
    public GridWindow? Cells(int version, int row, int rows, int column, int columns) =>
        version == _view.Version ? GridWindow.Cut(_view, row, rows, column, columns) : null;

    /// <summary>Called by the browser: cells as text. A stream, because it may be long.</summary>
    [JSInvokable]
    public DotNetStreamReference CopyAsync(int version, int top, int bottom, int left, int right, bool withHeader)
    {
        var (rows, columns) = (_view.Count - 1, Results.Columns.Count - 1);
        var text = version != _view.Version || rows < 0
            ? ""
            : CellRange.Copy(_view, Math.Clamp(top, 0, rows), Math.Clamp(bottom, 0, rows), Math.Clamp(left, 0, columns), Math.Clamp(right, 0, columns), withHeader);
        return new DotNetStreamReference(new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Called by the browser: the next order of a column.</summary>
    [JSInvokable]
    public Task SortAsync(int column) => InvokeAsync(() =>
    {
        if (Exists(column))
            _view.Toggle(column);
    });

    /// <summary>Called by the browser: how wide a column must be.</summary>
    [JSInvokable]
    public int? Fit(int column) => Exists(column) ? GridColumns.Fit(_view, column) : null;

    /// <summary>Called by the browser: shows the whole of a cell.</summary>
    [JSInvokable]
    public Task OpenAsync(int version, int row, int column) => InvokeAsync(async () =>
    {
        if (version != _view.Version || row < 0 || row >= _view.Count || !Exists(column))
            return;
        _open = new CellPlace(_view[row], column);
        await FollowAsync(true);
        StateHasChanged();
    });

    [JSInvokable]
    public Task CloseAsync() => InvokeAsync(async () =>
    {
        _open = null;
        await FollowAsync(false);
        StateHasChanged();
    });

    /// <summary>Called by the browser: asks what the values of a column must be like.</summary>
    [JSInvokable]
    public Task OpenFilterAsync(int column) => InvokeAsync(() =>
    {
        if (!Exists(column))
            return;
        _filtering = column;
        StateHasChanged();
    });

    /// <summary>Copies what is chosen: "cell" (or a range of them), "row" or "column". False when the browser does not let it.</summary>
    public async Task<bool> CopyAsync(string what, bool withHeader = false) => _grid is not null && await _grid.InvokeAsync<bool>("copy", _life.Token, what, withHeader);

    /// <summary>Asks for a filter of the column in which the person is.</summary>
    public async Task FilterHereAsync()
    {
        if (_grid is null)
            return;
        var place = await _grid.InvokeAsync<CellPlace>("where", _life.Token);
        if (Exists(place.Column) && _view.IsOpen(place.Column))
            await OpenFilterAsync(place.Column);
        else
            await OpenFilterAsync(Enumerable.Range(0, Results.Columns.Count).FirstOrDefault(_view.IsOpen));
    }

    public async ValueTask DisposeAsync()
    {
        await _life.CancelAsync();
        _view.Changed -= OnViewChanged;
        if (_grid is not null)
            await _grid.SafeDisposeAsync("dispose");
        _self?.Dispose();
        _drawing.Dispose();
        _life.Dispose();
    }

    protected override void OnParametersSet()
    {
        if (_view is not null && ReferenceEquals(_view.Results, Results) && (View is null || ReferenceEquals(View, _view)))
            return;
        if (_view is not null)
            _view.Changed -= OnViewChanged;
        _view = View ?? new ResultView(Results);
        _view.Changed += OnViewChanged;
        (_open, _filtering) = (null, null);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            var script = await Script.GetAsync();
            // Another run may have begun meanwhile: then there is nothing to draw on.
            if (_life.IsCancellationRequested)
                return;
            // What is there already is drawn at once.
            _view.Grow();
            var first = IsDrawable ? Take(_view) : null;
            _grid = await script.InvokeAsync<IJSObjectReference>("create", _life.Token, _host, _self, Words(), first);
        }
        if (_grid is null)
            return;
        // What has arrived since, whether or not more will come.
        _view.Grow();
        await DrawAsync();
        if (!IsComplete && !_isWatching)
            _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        _isWatching = true;
        try
        {
            while (!IsComplete)
            {
                await Task.Delay(_view.Total == 0 ? Eager : Calm, Time, _life.Token);
                if (!_view.Grow())
                    await DrawAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The grid has left the page.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
        finally
        {
            _isWatching = false;
        }
    }

    private void OnViewChanged(object? sender, EventArgs e) => _ = InvokeAsync(async () =>
    {
        try
        {
            await DrawAsync();
        }
        catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException or ObjectDisposedException)
        {
            // The page has left meanwhile; there is nothing to draw on.
        }
    });

    /// <summary>Tells the browser what it does not know yet: another result, another order, or more rows.</summary>
    private async Task DrawAsync()
    {
        if (_grid is null || !IsDrawable)
            return;
        await _drawing.WaitAsync(_life.Token);
        try
        {
            var view = _view;
            if (!ReferenceEquals(_shown, view))
            {
                await _grid.InvokeVoidAsync("show", _life.Token, Take(view));
            }
            else if (_version != view.Version)
            {
                (_version, _drawnRows) = (view.Version, view.Count);
                await _grid.InvokeVoidAsync("arrange", _life.Token, new GridArrange(view.Version, view.Count, view.Sort, [.. view.Filters.Select(f => f.Column)], First(view)));
            }
            else if (_drawnRows != view.Count)
            {
                // The first rows that came may have been too few to say how wide the columns must be.
                var widths = _drawnRows < GridColumns.FirstRows ? GridColumns.Widths(view.Results) : null;
                _drawnRows = view.Count;
                await _grid.InvokeVoidAsync("grow", _life.Token, view.Count, widths);
            }
        }
        finally
        {
            _drawing.Release();
        }
    }

    // Columns without a row yet would be drawn too narrow.
    private bool IsDrawable => Results.Columns.Count > 0 && (IsComplete || _view.Total > 0);

    /// <summary>All that the browser must know of a result that it does not show yet.</summary>
    private GridShow Take(ResultView view)
    {
        (_shown, _version, _drawnRows) = (view, view.Version, view.Count);
        var widths = GridColumns.Widths(view.Results);
        var columns = view.Results.Columns.Select((c, i) => new GridColumn(c.Name, c.Type, widths[i], view.Kinds[i] == ColumnKind.Number, c.MaskedBecause));
        return new GridShow(view.Version, view.Count, view.Sort, [.. columns], First(view));
    }

    private static GridWindow First(ResultView view) => GridWindow.Cut(view, 0, FirstRows, 0, FirstColumns);

    private object Words() => new
    {
        RowNumber = Loc[nameof(ResultTexts.RowNumber)].Value,
        NoName = Loc[nameof(ResultTexts.NoName)].Value,
        Masked = Loc[nameof(ResultTexts.Masked)].Value,
        MaskedBecause = Loc[nameof(ResultTexts.MaskedBecause)].Value,
        Filter = Loc[nameof(ResultTexts.FilterColumn)].Value,
        Copied = Loc[nameof(ResultTexts.CopiedCells)].Value,
        NotCopied = Loc[nameof(ResultTexts.NotCopied)].Value,
        Lock = Icons.Material.Outlined.Lock,
        Funnel = Icons.Material.Outlined.FilterAlt,
    };

    private bool Exists(int column) => column >= 0 && column < Results.Columns.Count;

    private async Task FollowAsync(bool follow)
    {
        if (_grid is null)
            return;
        await _grid.InvokeVoidAsync("follow", _life.Token, follow);
        if (!follow)
            await _grid.InvokeVoidAsync("focus", _life.Token);
    }

    private async Task CloseFilterAsync()
    {
        _filtering = null;
        if (_grid is not null)
            await _grid.InvokeVoidAsync("focus", _life.Token);
    }
}

/// <summary>A cell: the number of its row in the result and of its column, both from 0.</summary>
public sealed record CellPlace(int Row, int Column);
