using Admin.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace Admin.Web.Components.Layout;

/// <summary>Ctrl+K: every page that the person may open, by name.</summary>
public sealed partial class CommandPalette
{
    private static readonly DialogOptions Look = new() { NoHeader = true, BackdropClick = true, CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = false };

    private readonly CommandPaletteState _state = new();
    private DotNetObjectReference<CommandPalette>? _self;
    private IJSObjectReference? _listener;
    private bool _open;
    private bool _keepCaret;

    [Parameter, EditorRequired]
    public required PageContext Page { get; set; }

    [JSInvokable]
    public Task OpenAsync()
    {
        _state.Open(Commands());
        _open = true;
        return InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        _self?.Dispose();
        if (_listener is not null)
            await _listener.SafeDisposeAsync("dispose");
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        _self = DotNetObjectReference.Create(this);
        _listener = await Js.InvokeAsync<IJSObjectReference>("adminShell.listen", _self);
    }

    private List<Command> Commands()
    {
        List<Command> commands = [.. NavigationMap.For(Page).Select(e => new Command(Loc[e.Name], e.Icon, e.Url(Page.Slug), LoadsAnew: false))];
        if (Page is { Organization: { } organization, Grant.Role: not null })
        {
            commands.Add(new Command(Loc[nameof(ShellTexts.Notices)], Icons.Material.Outlined.Notifications, AdminUrls.Notices(organization.Slug), LoadsAnew: false));
            commands.Add(new Command(Loc[nameof(ShellTexts.NoticeMail)], Icons.Material.Outlined.MailOutline, AdminUrls.NoticeMail(organization.Slug), LoadsAnew: false));
        }

        commands.Add(new Command(Loc[nameof(ShellTexts.MySessions)], Icons.Material.Outlined.Devices, AdminUrls.Sessions, LoadsAnew: true));
        commands.Add(new Command(Loc[nameof(ShellTexts.Security)], Icons.Material.Outlined.Shield, AdminUrls.Security, LoadsAnew: true));
        commands.Add(new Command(Loc[nameof(ShellTexts.ChangePassword)], Icons.Material.Outlined.Password, AdminUrls.Password, LoadsAnew: true));
        return commands;
    }

    private async Task OnKeyAsync(KeyboardEventArgs e)
    {
        _keepCaret = e.Key is "ArrowDown" or "ArrowUp";
        if (e.Key == "ArrowDown")
            _state.Move(1);
        else if (e.Key == "ArrowUp")
            _state.Move(-1);
        else if (e.Key == "Enter" && _state.Chosen is { } command)
            Go(command);
        if (_keepCaret)
            await Js.InvokeVoidAsync("adminShell.reveal", $"#palette-{_state.Index}");
    }

    private void Go(Command command)
    {
        _open = false;
        Navigation.NavigateTo(command.Url, command.LoadsAnew);
    }
}

/// <summary>Something that the palette can do: go to a page.</summary>
/// <param name="LoadsAnew">The page has no circuit and is loaded as a whole.</param>
public sealed record Command(string Name, string Icon, string Url, bool LoadsAnew);
