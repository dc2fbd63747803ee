using Admin.Domain.Organizations;
using Admin.Web.Composition.Actors;

namespace Admin.Web.Api;

/// <summary>Organizations: the platform's for super admins, and the caller's own.</summary>
internal static class OrganizationEndpoints
{
    public static IEndpointRouteBuilder MapOrganizations(this IEndpointRouteBuilder api)
    {
        var organizations = api.MapGroup("/organizations").WithTags("Organizations");
        organizations.MapGet("/", ListAsync).WithSummary("All organizations; super admins only.");
        organizations.MapPost("/", CreateAsync).WithSummary("Makes an organization and invites its first admin.");
        organizations.MapGet("/{id:guid}", GetAsync).WithSummary("One organization.");
        organizations.MapPost("/{id:guid}/suspend", SuspendAsync).WithSummary("Keeps everybody of it out; needs X-Reason and a fresh confirmation.");
        organizations.MapPost("/{id:guid}/resume", ResumeAsync).WithSummary("Lets everybody in again; needs X-Reason and a fresh confirmation.");
        organizations.MapPost("/{id:guid}/enter", EnterAsync).WithSummary("Enters it for an hour; needs X-Reason.");
        organizations.MapPost("/{id:guid}/leave", LeaveAsync).WithSummary("Leaves it.");

        var own = api.MapGroup("/organization").WithTags("Organizations");
        own.MapGet("/", GetOwnAsync).WithSummary("The caller's own organization.");
        own.MapPut("/", ChangeOwnAsync).WithSummary("Changes its name, whether it requires a second factor, or the answers that opt people out; needs If-Match.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] PageQuery query, bool? suspended, OrganizationsService service, HttpContext http) =>
        (await service.ListAsync(http.GetActor(), new OrganizationFilter(query.Text, suspended), query.Request, http.RequestAborted)).ToHttp(OrganizationBody.Of);

    private static async Task<IResult> CreateAsync(OrganizationDraftBody body, OrganizationsService service, HttpContext http) =>
        (await service.CreateAsync(http.GetActor(), body.Name, body.AdminEmail, http.RequestAborted))
            .ToCreated(o => $"{ApiRoutes.Prefix}/organizations/{o.Organization.Id}", CreatedOrganizationBody.Of, o => o.Organization.Stamp);

    private static async Task<IResult> GetAsync(Guid id, OrganizationsService service, HttpContext http) =>
        (await service.GetAsync(http.GetActor(), OrganizationId.From(id), http.RequestAborted)).ToHttp(OrganizationBody.Of, o => o.Stamp);

    private static async Task<IResult> SuspendAsync(Guid id, OrganizationsService service, HttpContext http) =>
        (await service.SuspendAsync(http.GetActor(), OrganizationId.From(id), http.GetActor().Reason, http.RequestAborted)).ToHttp(OrganizationBody.Of, o => o.Stamp);

    private static async Task<IResult> ResumeAsync(Guid id, OrganizationsService service, HttpContext http) =>
        (await service.ResumeAsync(http.GetActor(), OrganizationId.From(id), http.GetActor().Reason, http.RequestAborted)).ToHttp(OrganizationBody.Of, o => o.Stamp);

    private static async Task<IResult> EnterAsync(Guid id, Visits service, HttpContext http) =>
        (await service.EnterAsync(http.GetActor(), OrganizationId.From(id), http.GetActor().Reason, http.RequestAborted)).ToHttp(VisitBody.Of);

    private static async Task<IResult> LeaveAsync(Guid id, Visits service, HttpContext http) =>
        (await service.LeaveAsync(http.GetActor(), OrganizationId.From(id), http.RequestAborted)).ToHttp();

    private static async Task<IResult> GetOwnAsync(OrganizationsService service, HttpContext http) =>
        (await service.GetOwnAsync(http.GetActor(), http.RequestAborted)).ToHttp(OrganizationBody.Of, o => o.Stamp);

    private static async Task<IResult> ChangeOwnAsync(OrganizationChangeBody body, OrganizationsService service, HttpContext http) =>
        (await service.ChangeOwnAsync(http.GetActor(), new OrganizationChange(body.Name, body.RequiresSecondFactor, body.OptOutKeywords), http.Request.SeenStamp(), http.RequestAborted))
            .ToHttp(OrganizationBody.Of, o => o.Stamp);
}

internal sealed record OrganizationDraftBody(string Name, string AdminEmail);

internal sealed record OrganizationChangeBody(string? Name = null, bool? RequiresSecondFactor = null, IReadOnlyList<string?>? OptOutKeywords = null);

internal sealed record OrganizationBody(Guid Id, string Name, string Slug, bool RequiresSecondFactor, IReadOnlyList<string> OptOutKeywords, DateTime CreatedAt, DateTime? SuspendedAt)
{
    public static OrganizationBody Of(OrganizationView o) => new(o.Id.Value, o.Name, o.Slug, o.RequiresSecondFactor, o.OptOutKeywords, o.CreatedAt, o.SuspendedAt);
}

internal sealed record CreatedOrganizationBody(Guid Id, string Name, string Slug, DateTime CreatedAt, InvitationBody FirstAdmin)
{
    public static CreatedOrganizationBody Of(CreatedOrganization c) =>
        new(c.Organization.Id.Value, c.Organization.Name, c.Organization.Slug, c.Organization.CreatedAt, InvitationBody.Of(c.FirstAdmin));
}

internal sealed record VisitBody(Guid OrganizationId, string OrganizationName, string Reason, DateTime EnteredAt, DateTime EndsAt)
{
    public static VisitBody Of(VisitView v) => new(v.Organization.Value, v.OrganizationName, v.Reason, v.EnteredAt, v.EndsAt);
}
