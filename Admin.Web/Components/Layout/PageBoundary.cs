using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Admin.Web.Components.Layout;

/// <summary>Keeps a failing page from taking the frame with it: shows a reference, recovers at the next navigation.</summary>
public sealed class PageBoundary : ErrorBoundaryBase
{
    private string _reference = "";

    [Inject]
    public required ILogger<PageBoundary> Logger { get; set; }

    protected override Task OnErrorAsync(Exception exception)
    {
        _reference = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
        Logger.LogError(exception, "A page failed, reference {Reference}", _reference);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<PageFailure>(1);
        builder.AddComponentParameter(2, nameof(PageFailure.Reference), _reference);
        builder.AddComponentParameter(3, nameof(PageFailure.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }
}
