using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Web.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns.Editing;

public sealed partial class WhatStep
{
    private bool _changed;
    private string? _mediaName;

    [CascadingParameter]
    public required PageContext Page { get; set; }

    private IReadOnlyList<NumberChoice> Sender => State!.Number(Choices!) is { } number ? [number] : [];

    protected override bool IsSame(CampaignView theirs) => State!.IsSameMessage(theirs);

    protected override void TakeRest(CampaignView theirs) => State!.TakeHead(theirs);

    // A template may be changed or deleted while somebody writes: whoever saves looks at it anew.
    protected override async Task<Result<Guid>> SketchAsync(Guid stamp)
    {
        var choices = await Editor.ChoicesAsync(await Circuit.GetAsync(), CancellationToken.None);
        if (choices.Failed)
            return choices.Error;
        Choices = choices.Value;
        if (State!.Refresh(Choices))
        {
            _changed = true;
            StateHasChanged();
        }

        return await base.SketchAsync(stamp);
    }

    private Task ChooseAsync(ChangeEventArgs e)
    {
        (_mediaName, _changed) = (null, false);
        State!.Choose(Choices!, e.Value?.ToString());
        return SaveAsync();
    }
}
