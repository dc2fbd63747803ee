using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Admin.Tests.Web.Composition;

public sealed class LoggingTests
{
    [Fact]
    public async Task AccessToken_InAHubsQuery_IsNeverLogged()
    {
        using var kept = new KeptLogs();
        await using var host = await ShellHost.StartAsync(services: services => services.AddLogging(logging => logging.ClearProviders().AddProvider(kept).SetMinimumLevel(LogLevel.Trace)));

        await host.Client.GetAsync("/hubs/live?access_token=very-secret-token", TestContext.Current.CancellationToken);

        Assert.NotEmpty(kept.Lines);
        Assert.DoesNotContain(kept.Lines, line => line.Contains("very-secret-token", StringComparison.Ordinal));
    }

    private sealed class KeptLogs : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
