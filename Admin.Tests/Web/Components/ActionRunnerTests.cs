using Admin.Domain.Common;
using Admin.Web.Components.Shared;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Admin.Tests.Web.Components;

public sealed class ActionRunnerTests : ComponentContext
{
    private ActionRunner Runner => field ??= Services.GetRequiredService<ActionRunner>();

    [Fact]
    public async Task Run_Success_IsSaidInAToast()
    {
        Assert.True(await Runner.RunAsync(() => Task.FromResult(Result.Ok), "Saved."));

        Assert.Equal("Saved.", Services.GetRequiredService<ISnackbar>().ShownSnackbars.Single().Message?.ToString());
        Assert.Null(Runner.Error);
    }

    [Fact]
    public async Task Run_Refusal_IsKept()
    {
        var error = Error.Conflict("taken", "The name is taken.");

        Assert.False(await Runner.RunAsync(() => Task.FromResult<Result>(error), "Saved."));

        Assert.Equal(error, Runner.Error);
        Assert.Empty(Services.GetRequiredService<ISnackbar>().ShownSnackbars);
    }

    [Fact]
    public async Task Run_Throwing_SaysAReferenceAndNotTheMessage()
    {
        Assert.False(await Runner.RunAsync(() => Task.FromException<Result>(new InvalidOperationException("inner words"))));

        Assert.Equal("unexpected", Runner.Error!.Code);
        Assert.Contains(Runner.Reference!, Runner.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("inner words", Runner.Error.Message, StringComparison.Ordinal);
        Assert.False(Runner.IsBusy);
    }

    [Fact]
    public async Task Run_WhileBusy_DoesNotRunAgain()
    {
        var gate = new TaskCompletionSource<Result>();
        var first = Runner.RunAsync(() => gate.Task);
        var ran = false;

        var second = await Runner.RunAsync(() =>
        {
            ran = true;
            return Task.FromResult(Result.Ok);
        });
        gate.SetResult(Result.Ok);

        Assert.False(second);
        Assert.False(ran);
        Assert.True(await first);
    }
}
