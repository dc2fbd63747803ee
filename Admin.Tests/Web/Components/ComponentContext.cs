using Admin.Tests.Support;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Shared;
using Admin.Web.Features.SqlConsole;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Admin.Tests.Web.Components;

/// <summary>Renders components with the real texts, MudBlazor and a clock that stands still.</summary>
public abstract class ComponentContext : BunitContext, IAsyncLifetime
{
    private readonly InCulture _culture = new("en");

    protected FakeTimeProvider Time { get; } = new(Times.Start);

    public virtual ValueTask InitializeAsync()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<ErrorWords>();
        Services.AddScoped<PersonClock>();
        Services.AddScoped<ResultGridScript>();
        Services.AddTransient<ActionRunner>();
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        _culture.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Where dialogs appear.</summary>
    protected IRenderedComponent<MudDialogProvider> Dialogs() => Render<MudDialogProvider>();
}
