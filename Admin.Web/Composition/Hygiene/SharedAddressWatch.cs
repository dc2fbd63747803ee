using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Admin.Web.Composition.Hygiene;

/// <summary>
/// Notices that everybody seems to come from one address, as behind a proxy that is not trusted: whoever then uses up a limit by
/// address uses up everybody's. Looks at people's sessions, which no stranger can make up. Bounded; per node.
/// </summary>
internal sealed class SharedAddressWatch(TimeProvider time, ILogger<SharedAddressWatch> log)
{
    /// <summary>Sessions from which on it is no coincidence.</summary>
    public const int Enough = 20;

    private const int Capacity = 64;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, long> _sessions = [];
    private IPAddress? _address;
    private long _since;
    private long? _warnedAt;

    /// <summary>Within minutes so many sessions came from one address, and none from another.</summary>
    public bool IsShared
    {
        get
        {
            lock (_lock)
                return Judge();
        }
    }

    /// <summary>A request of a person's session.</summary>
    public void Note(IPAddress address, Guid session)
    {
        bool warn;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (!address.Equals(_address))
            {
                (_address, _since) = (address, now);
                _sessions.Clear();
            }

            if (_sessions.Count >= Capacity && !_sessions.ContainsKey(session))
                ForgetOld();
            if (_sessions.Count < Capacity || _sessions.ContainsKey(session))
                _sessions[session] = now;
            warn = _sessions.Count >= Enough && (_warnedAt is not { } at || time.GetElapsedTime(at) >= BetweenWarnings) && Judge();
            if (warn)
                _warnedAt = now;
        }

        if (warn)
            log.LogWarning("Everybody shares one address ({Address}), so limits by address hit all at once. Set {Key} to the proxies in front", address, NetworkOptions.TrustedProxiesKey);
    }

    private bool Judge()
    {
        ForgetOld();
        return _sessions.Count >= Enough && time.GetElapsedTime(_since) >= AtLeast;
    }

    private void ForgetOld()
    {
        foreach (var (session, at) in _sessions)
        {
            if (time.GetElapsedTime(at) > Window)
                _sessions.Remove(session);
        }
    }
}

/// <summary>Named as degraded in /health/ready; people are served all the same.</summary>
internal sealed class SharedAddressHealthCheck(SharedAddressWatch watch) : IHealthCheck
{
    public const string Name = "caller_addresses";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        watch.IsShared ? HealthCheckResult.Degraded($"Everybody shares one address; set {NetworkOptions.TrustedProxiesKey}.") : HealthCheckResult.Healthy());
}

internal static class SharedAddressWatching
{
    /// <summary>Behind authentication. On a developer's machine everybody is at the loopback, and that is right.</summary>
    public static void UseSharedAddressWatch(this WebApplication app)
    {
        var watch = app.Services.GetRequiredService<SharedAddressWatch>();
        var isDevelopment = app.Environment.IsDevelopment();
        app.Use((context, next) =>
        {
            if (context.Connection.RemoteIpAddress is { } address && !(isDevelopment && IPAddress.IsLoopback(address)) && SessionPrincipal.Read(context.User) is { } who)
                watch.Note(address, who.Session.Value);
            return next(context);
        });
    }
}
