using Admin.Domain.Secrets;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Moving secrets between providers, in the background.</summary>
internal static class ReEncryptionEndpoints
{
    public static IEndpointRouteBuilder MapReEncryptions(this IEndpointRouteBuilder api)
    {
        var runs = api.MapGroup("/secrets/re-encryptions").WithTags("Secrets");
        runs.MapGet("/", ListAsync).WithSummary("Re-encryptions, newest first.");
        runs.MapPost("/", StartAsync).WithSummary("Puts stored values under a provider's current key, in the background. Without secret_ids all of them; that needs a fresh confirmation.");
        runs.MapGet("/{id:guid}", GetAsync).WithSummary("How one stands.");
        runs.MapGet("/{id:guid}/failures", FailuresAsync).WithSummary("Which values it could not read.");
        runs.MapPost("/{id:guid}/cancel", CancelAsync).WithSummary("Ends it where it stands; every value stays readable.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, ReEncryptionService service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), query.Request, http.RequestAborted)).ToHttp(ReEncryptionShown.Of);

    private static async Task<IResult> StartAsync(ReEncryptionBody body, ReEncryptionService service, HttpContext http) =>
        (await service.StartAsync(http.GetActor(), body.ToRequest(), http.RequestAborted))
            .ToCreated(r => $"{ApiRoutes.Prefix}/secrets/re-encryptions/{r.Id}", ReEncryptionShown.Of);

    private static async Task<IResult> GetAsync(Guid id, ReEncryptionService service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), new ReEncryptionId(id), http.RequestAborted)).ToHttp(ReEncryptionShown.Of);

    private static async Task<IResult> FailuresAsync(Guid id, [AsParameters] PageQuery query, ReEncryptionService service, HttpContext http) =>
        (await service.FailuresAsync(http.GetActor(), new ReEncryptionId(id), query.Request, http.RequestAborted)).ToHttp(f => new ReEncryptionFailureShown(f.Secret, f.Name, f.Version, f.Code));

    private static async Task<IResult> CancelAsync(Guid id, ReEncryptionService service, HttpContext http) =>
        (await service.CancelAsync(http.GetActor(), new ReEncryptionId(id), http.RequestAborted)).ToHttp(ReEncryptionShown.Of);
}

/// <summary>What to move where.</summary>
internal sealed record ReEncryptionBody(string? Provider = null, IReadOnlyList<SecretId>? SecretIds = null, string? FromProvider = null)
{
    public ReEncryptionRequest ToRequest() => new(Provider, SecretIds, FromProvider);
}

/// <summary>A run as programs see it.</summary>
internal sealed record ReEncryptionShown(
    ReEncryptionId Id,
    string Provider,
    string? FromProvider,
    int SecretCount,
    ReEncryptionState State,
    string? Reason,
    string? ReasonProvider,
    int Total,
    int Done,
    int Failed,
    DateTime StartedAt,
    DateTime? FinishedAt)
{
    public static ReEncryptionShown Of(ReEncryptionView r) =>
        new(r.Id, r.Provider, r.FromProvider, r.SecretCount, r.State, r.Reason, r.ReasonProvider, r.Total, r.Done, r.Failed, r.StartedAt, r.FinishedAt);
}

internal sealed record ReEncryptionFailureShown(SecretId SecretId, string? Name, int Version, string Code);
