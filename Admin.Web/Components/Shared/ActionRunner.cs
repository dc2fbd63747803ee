using System.Diagnostics;
using Admin.Domain.Common;
using Admin.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Admin.Web.Components.Shared;

/// <summary>
/// The one way to run what a person pressed: busy while it runs, not twice at once, a refusal kept for <see cref="ErrorPanel"/>,
/// anything unexpected logged under a reference and said without its inner words. Transient: each component injects its own.
/// </summary>
public sealed class ActionRunner(ISnackbar snackbar, IStringLocalizer<SharedTexts> texts, ILogger<ActionRunner> logger)
{
    public bool IsBusy { get; private set; }

    /// <summary>The refusal of the last act.</summary>
    public Error? Error { get; private set; }

    /// <summary>Finds the last failure in the logs.</summary>
    public string? Reference { get; private set; }

    public void Clear() => (Error, Reference) = (null, null);

    /// <summary>Runs the act. True when it succeeded; <paramref name="done"/> is then said in a toast.</summary>
    public async Task<bool> RunAsync(Func<Task<Result>> act, string? done = null)
    {
        var result = await RunAsync<bool>(async () => (await act()) is { Failed: true } failed ? failed.Error : true, done);
        return result.Succeeded;
    }

    /// <summary>Runs the act and hands its value out when it succeeded.</summary>
    public async Task<(bool Succeeded, T? Value)> RunAsync<T>(Func<Task<Result<T>>> act, string? done = null)
    {
        if (IsBusy)
            return (false, default);
        IsBusy = true;
        Clear();
        try
        {
            var result = await act();
            if (result.Failed)
            {
                (Error, Reference) = (result.Error, Activity.Current?.TraceId.ToString());
                return (false, default);
            }

            if (done is not null)
                snackbar.Add(done, Severity.Success);
            return (true, result.Value);
        }
        catch (OperationCanceledException)
        {
            // The page was left while the act was under way; whether it was done is told by the next page.
            return (false, default);
        }
        catch (Exception failure)
        {
            Reference = Activity.Current?.TraceId.ToString() ?? Guid.CreateVersion7().ToString("N");
            logger.LogError(failure, "An action failed, reference {Reference}", Reference);
            Error = new Error(ErrorKind.Unavailable, "unexpected", texts[nameof(SharedTexts.UnexpectedError), Reference]);
            return (false, default);
        }
        finally
        {
            IsBusy = false;
        }
    }
}
