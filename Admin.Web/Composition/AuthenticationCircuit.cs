using Admin.Domain.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Admin.Web.Composition;

/// <summary>Ends a circuit's sign-in when its session ends. The framework's own interval would be 30 minutes.</summary>
internal sealed class SessionStateProvider(ILoggerFactory loggers, Sessions sessions) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        IsAliveAsync(authenticationState, cancellationToken);

    internal async Task<bool> IsAliveAsync(AuthenticationState state, CancellationToken ct) =>
        SessionPrincipal.Read(state.User) is { } session && await sessions.IsAliveAsync(session.Person, session.Session, ct);
}
