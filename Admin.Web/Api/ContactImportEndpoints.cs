using Admin.Domain.Messaging.Importing;
using Admin.Domain.RateLimiting;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Microsoft.AspNetCore.Http.Features;

namespace Admin.Web.Api;

/// <summary>What of an import goes by HTTP and not through the circuit: the file, in pieces, and the rejected rows.</summary>
internal static class ContactImportEndpoints
{
    // A piece may be a little more than the page sends; what is more than the announced file is refused in words.
    private const long MaxPieceBytes = ImportRules.ChunkBytes + (64 * 1024);

    public static void MapContactImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/contact-imports").WithTags("Contacts");
        imports.MapGet("/{id:guid}", GetAsync).WithSummary("An import of contacts: its state, and how many bytes of the file were received");
        imports.MapPut("/{id:guid}/content", AppendAsync).WithSummary("The next bytes of the file, application/octet-stream, at most 4 MiB; offset says where they stand").DisableAntiforgery();
        imports.MapGet("/{id:guid}/rejected.csv", RejectedAsync).WithLease(RatePolicyNames.ExportRun).WithSummary("The rejected rows with line and reason as CSV, for as long as the organization keeps them");
    }

    private static async Task<IResult> GetAsync(HttpContext http, ContactImportReader reader, Guid id, CancellationToken ct) =>
        (await reader.GetAsync(http.GetActor(), new ContactImportId(id), ct)).ToHttp(ContactImportShown.Of);

    private static async Task<IResult> AppendAsync(HttpContext http, ContactImportUploads uploads, Guid id, long? offset, CancellationToken ct)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxPieceBytes;
        return (await uploads.AppendAsync(http.GetActor(), new ContactImportId(id), offset ?? 0, http.Request.Body, ct)).ToHttp(ContactImportShown.Of);
    }

    private static async Task<IResult> RejectedAsync(HttpContext http, ContactImportRejects rejects, Guid id, CancellationToken ct)
    {
        var file = await rejects.OpenAsync(http.GetActor(), new ContactImportId(id), ct);
        if (file.Failed)
            return file.Error.ToProblem();
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file.Value, "text/csv; charset=utf-8", $"rejected-{id:N}.csv");
    }
}

/// <summary>An import as programs see it.</summary>
internal sealed record ContactImportShown(
    Guid Id,
    string FileName,
    ContactImportState State,
    long Bytes,
    long ReceivedBytes,
    int Rows,
    int Duplicates,
    int Rejected,
    int Done,
    int Added,
    int Updated,
    int Unchanged,
    string? Fault,
    DateTime CreatedAt,
    DateTime? FinishedAt)
{
    public static ContactImportShown Of(ContactImportView i) =>
        new(i.Id.Value, i.FileName, i.State, i.Bytes, i.ReceivedBytes, i.Rows, i.Duplicates, i.Rejected, i.Done, i.Added, i.Updated, i.Unchanged, i.Fault, i.CreatedAt, i.FinishedAt);
}
