using Admin.Domain.Accounts;
using Admin.Domain.Organizations;
using Admin.Web.Api;

namespace Admin.Web.Composition.Actors;

/// <summary>
/// A super admin's program enters an organization by naming it and a reason in its headers; the visit is audited like one from a page.
/// Without a reason nothing is entered, and the service answers <c>organization_required</c>.
/// </summary>
internal sealed class VisitByHeader(Access access, Visits visits) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.FindActor() is { Kind: ActorKind.Person, Reason: { } reason, Organization: { } organization } actor && context.Request.Headers.ContainsKey(ActorMaking.OrganizationHeader))
        {
            var grant = await access.GrantAsync(actor, context.RequestAborted);
            if (grant.Refusal?.Code == AccessErrors.OrganizationRequired.Code
                && await visits.EnterAsync(actor, organization, reason, context.RequestAborted) is { Failed: true } refused)
            {
                await refused.Error!.ToProblem().ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }
}
