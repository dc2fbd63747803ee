using Admin.Domain.RateLimiting;
using Admin.Domain.SqlConsole.Exporting;
using Admin.Domain.SqlConsole.Running;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;

namespace Admin.Web.Api;

/// <summary>The rows of a run as a file: by a program's bearer token, or by a link of the page.</summary>
internal static class ResultExportEndpoints
{
    public static void MapResultExports(this IEndpointRouteBuilder api) =>
        api.MapGet("/database/runs/{id:guid}/export", ExportAsync).WithTags("SQL console").WithLease(RatePolicyNames.ExportRun)
            .WithSummary("The kept rows of one's own run as csv, json or xlsx, streamed; 15 minutes long.");

    private static async Task<IResult> ExportAsync(HttpContext http, ResultExports exports, Guid id, string? format, CancellationToken ct)
    {
        var wanted = QueryWords.Read<ExportFormat>(format, "format");
        if (wanted.Failed)
            return wanted.Error.ToProblem();
        var export = await exports.OpenAsync(http.GetActor(), new RunId(id), wanted.Value ?? ExportFormat.Csv, ct);
        return export.Failed ? export.Error.ToProblem() : new ResultExportResult(export.Value);
    }

    private sealed class ResultExportResult(ResultExport export) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var headers = httpContext.Response.Headers;
            headers.CacheControl = "no-store";
            // Programs find here what the page says beside the rows.
            headers["X-Truncated"] = export.Answer.Results.Truncated ? "true" : "false";
            return Results.Stream(target => export.WriteAsync(target, httpContext.RequestAborted), export.ContentType, export.FileName).ExecuteAsync(httpContext);
        }
    }
}
