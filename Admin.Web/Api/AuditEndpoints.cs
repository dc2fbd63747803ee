using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>The audit over REST. <c>book=platform</c> asks for the platform's own chain, which is for super admins.</summary>
internal static class AuditEndpoints
{
    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder api)
    {
        var audit = api.MapGroup("/audit").WithTags("Audit");
        audit.MapGet("/", ListAsync).WithSummary("Entries, newest first, by filters.");
        audit.MapGet("/{sequence:long}", GetAsync).WithSummary("One entry.");
        audit.MapGet("/export.csv", ExportAsync).WithLease(RatePolicyNames.ExportRun).WithSummary("All entries that match, oldest first, as CSV.");
        audit.MapGet("/verify", VerifyAsync).WithSummary("Reads the whole chain and names the first broken entry.");
        return api;
    }

    private static async Task<IResult> ListAsync([AsParameters] AuditQuery query, [AsParameters] PageQuery page, AuditTrail service, HttpContext http)
    {
        var asked = query.Read();
        return asked.Failed
            ? asked.Error.ToProblem()
            : (await service.ListAsync(http.GetActor(), asked.Value.Book, asked.Value.Filter, page.Request, http.RequestAborted)).ToHttp(AuditEntryBody.Of);
    }

    private static async Task<IResult> GetAsync(long sequence, string? book, AuditTrail service, HttpContext http)
    {
        var which = QueryWords.Read<AuditBook>(book, "book");
        return which.Failed
            ? which.Error.ToProblem()
            : (await service.GetAsync(http.GetActor(), which.Value ?? AuditBook.Organization, sequence, http.RequestAborted)).ToHttp(AuditEntryBody.Of);
    }

    private static async Task<IResult> ExportAsync([AsParameters] AuditQuery query, AuditTrail service, HttpContext http)
    {
        var asked = query.Read();
        if (asked.Failed)
            return asked.Error.ToProblem();
        var export = await service.ExportAsync(http.GetActor(), asked.Value.Book, asked.Value.Filter, http.RequestAborted);
        return export.Failed
            ? export.Error.ToProblem()
            : Results.Stream(target => AuditCsv.WriteAsync(export.Value, target, http.RequestAborted), "text/csv; charset=utf-8", "audit.csv");
    }

    private static async Task<IResult> VerifyAsync(string? book, AuditTrail service, HttpContext http)
    {
        var which = QueryWords.Read<AuditBook>(book, "book");
        return which.Failed
            ? which.Error.ToProblem()
            : (await service.VerifyAsync(http.GetActor(), which.Value ?? AuditBook.Organization, http.RequestAborted)).ToHttp(AuditVerificationBody.Of);
    }
}

/// <summary>Filters of the list and the export.</summary>
internal sealed record AuditQuery(
    string? Book,
    string? Actor,
    string? Action,
    [FromQuery(Name = "subject_type")] string? SubjectType,
    [FromQuery(Name = "subject_id")] string? SubjectId,
    string? Outcome,
    DateTimeOffset? From,
    DateTimeOffset? To)
{
    public Result<(AuditBook Book, AuditFilter Filter)> Read()
    {
        var book = QueryWords.Read<AuditBook>(Book, "book");
        if (book.Failed)
            return book.Error;
        var outcome = QueryWords.Read<AuditOutcome>(Outcome, "outcome");
        if (outcome.Failed)
            return outcome.Error;
        return (book.Value ?? AuditBook.Organization, new AuditFilter
        {
            Actor = Actor,
            Action = Action,
            SubjectType = SubjectType,
            SubjectId = SubjectId,
            Outcome = outcome.Value,
            From = From?.UtcDateTime,
            To = To?.UtcDateTime,
        });
    }
}

internal sealed record AuditEntryBody(
    long Sequence,
    DateTime At,
    ActorKind ActorKind,
    string ActorId,
    string? ActorName,
    string? Address,
    string Action,
    string? SubjectType,
    string? SubjectId,
    AuditOutcome Outcome,
    string? Reason,
    IReadOnlyDictionary<string, string> Details,
    string Seal)
{
    public static AuditEntryBody Of(AuditView e) =>
        new(e.Sequence, e.At, e.ActorKind, e.ActorId, e.ActorName, e.Address, e.Action, e.SubjectType, e.SubjectId, e.Outcome, e.Reason, e.Details, e.Seal);
}

internal sealed record AuditVerificationBody(bool Intact, long Entries, long? FirstBroken, AuditFault? Fault, string Head)
{
    public static AuditVerificationBody Of(AuditVerification v) => new(v.IsIntact, v.Entries, v.FirstBroken, v.Fault, v.Head);
}
