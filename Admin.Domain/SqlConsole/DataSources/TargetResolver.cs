using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.Secrets;
using Admin.Domain.SqlConsole.Engines;
using Admin.Domain.SqlConsole.Network;

namespace Admin.Domain.SqlConsole.DataSources;

/// <summary>Turns a data source into something an engine can open once: host looked up and checked, password read.</summary>
public sealed class TargetResolver(EngineCatalog engines, ServerGate gate, SecretService secrets)
{
    public Task<Result<ConnectionTarget>> ResolveAsync(DataSource source, CancellationToken ct) =>
        ResolveAsync(
            new ConnectionTarget(source.OrganizationId, source.Engine, source.Database, source.Mode)
            {
                Tls = new TlsSettings(source.Tls, source.TlsAuthority),
                AuthenticationDatabase = source.AuthenticationDatabase,
            },
            new Place(source.Host, source.Port, source.UserName, source.CredentialsSecretId),
            ct);

    /// <summary>The same for settings that are not stored yet, which have been checked.</summary>
    public Task<Result<ConnectionTarget>> ResolveAsync(OrganizationId organization, DataSourceSettings settings, CancellationToken ct) =>
        ResolveAsync(
            new ConnectionTarget(organization, settings.Engine!.Value, settings.Database!.Trim(), AccessMode.ReadOnly)
            {
                Tls = new TlsSettings(settings.Tls ?? TlsMode.Verify, settings.TlsAuthority),
                AuthenticationDatabase = settings.AuthenticationDatabase,
            },
            new Place(settings.Host?.Trim(), settings.Port, settings.UserName?.Trim(), settings.CredentialsSecretId),
            ct);

    private async Task<Result<ConnectionTarget>> ResolveAsync(ConnectionTarget target, Place place, CancellationToken ct)
    {
        if (engines.Find(target.Engine) is not { } engine)
            return SqlConsoleErrors.EngineNotAvailable(target.Engine);
        if (engine.Traits.DefaultPort is not { } port)
            return target;
        // The host first: nothing of a secret is read for a host that is not allowed.
        var server = await gate.OpenAsync(place.Host ?? "", place.Port ?? port, ct);
        if (server.Failed)
            return server.Error;
        var opened = target with { Server = server.Value };
        if (place.UserName is not { Length: > 0 } user || place.Password is not { } password)
            return opened;
        var value = await secrets.ReadForUseAsync(target.Organization, password, "data_source", ct);
        return value.Failed ? value.Error : opened with { Credentials = new DatabaseCredentials(user, value.Value) };
    }

    private sealed record Place(string? Host, int? Port, string? UserName, SecretId? Password);
}
