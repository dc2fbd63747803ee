using System.Globalization;
using Admin.Domain.Live;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets.Providers;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Tests.Domain.Live;

namespace Admin.Tests.Domain.Secrets.Providers;

public sealed class PlatformRunWatchTests
{
    [Fact]
    public async Task Note_CausedInAnotherLanguage_CallsTheWatcherInTheirOwn()
    {
        var channel = new LocalChannel();
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watch = await InAsync("pt-BR", () => new PlatformRunWatch(channel, () =>
        {
            heard.TrySetResult(CultureInfo.CurrentUICulture.Name);
            return Task.CompletedTask;
        }));

        await InAsync("en-US", () =>
        {
            channel.Publish(new LiveNote(ReEncryptionTopics.All, OrganizationId.New()));
            return true;
        });

        Assert.Equal("pt-BR", await heard.Task.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    // What a method that runs on sets ends with it.
    private static async Task<T> InAsync<T>(string culture, Func<T> act)
    {
        await Task.Yield();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return act();
    }
}
