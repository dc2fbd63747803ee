using Admin.Domain.Accounts;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Web.Api;

namespace Admin.Web.Composition.Actors;

/// <summary>
/// Makes the actor of each REST call from its principal and the headers X-Organization-Id and X-Reason.
/// Without the header a person acts in their only organization; with several, services answer <c>organization_required</c>.
/// </summary>
internal sealed class ActorMaking(OrganizationDirectory directory) : IMiddleware
{
    public const string OrganizationHeader = "X-Organization-Id";

    /// <summary>For downloads by a link of a page, which cannot send a header.</summary>
    public const string OrganizationQuery = "organization_id";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (PrincipalActor.From(context.User, null, context.GetAddress()) is { } actor)
        {
            var made = await InOrganizationAsync(context, actor);
            if (made.Failed)
            {
                await made.Error.ToProblem().ExecuteAsync(context);
                return;
            }

            context.SetActor(made.Value);
        }

        await next(context);
    }

    private async Task<Result<Actor>> InOrganizationAsync(HttpContext context, Actor actor)
    {
        var reason = ReasonHeader.Read(context.Request);
        if (reason.Failed)
            return reason.Error;
        actor = actor with { Reason = reason.Value };
        if (actor.Kind != ActorKind.Person)
            return actor;
        var text = context.Request.Headers[OrganizationHeader].ToString();
        if (text.Length == 0 && HttpMethods.IsGet(context.Request.Method))
            text = context.Request.Query[OrganizationQuery].ToString();
        if (text.Length == 0)
            return actor with { Organization = await directory.OnlyOneOfAsync(actor.Person!.Value, context.RequestAborted) };
        return Guid.TryParse(text, out var id)
            ? await EnterAsync(context, actor with { Organization = new OrganizationId(id) })
            : ApiErrors.OrganizationIdInvalid;
    }

    /// <summary>A super admin who names an organization and a reason enters it, or stays in it. Nobody else needs the visits.</summary>
    private static async Task<Result<Actor>> EnterAsync(HttpContext context, Actor actor)
    {
        if (actor.Reason is not { } reason || context.RequestServices.GetService<Visits>() is not { } visits)
            return actor;
        var entered = await visits.EnterIfSuperAdminAsync(actor, actor.Organization!.Value, reason, context.RequestAborted);
        // Who is no super admin gives a reason for something else, such as revealing a secret.
        return entered.Error is { Kind: not ErrorKind.Forbidden } error ? error : actor;
    }
}
