using System.Text;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Batches;
using Admin.Domain.Secrets.Checking;
using Admin.Domain.Secrets.Exporting;
using Admin.Domain.Secrets.Importing;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.RateLimits;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Admin.Web.Api;

/// <summary>Many secrets at once, and checks, over REST. Only <c>POST …/export</c> with values answers any.</summary>
internal static class SecretManyEndpoints
{
    /// <summary>Text of the largest import, with what JSON adds to it.</summary>
    private const int MaxImportBody = SecretImportText.MaxBytes + (1024 * 1024);

    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options) { WriteIndented = true };

    public static IEndpointRouteBuilder MapManySecrets(this IEndpointRouteBuilder api)
    {
        var secrets = api.MapGroup("/secrets").WithTags("Secrets");
        secrets.MapPost("/import", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(MaxImportBody)).WithSummary("Takes over many secrets: env or json text, or the former system's fernet_tokens. With dry_run it only judges.");
        secrets.MapPost("/bulk", BulkAsync).WithSummary("The same change to up to 500 secrets, each judged by itself.");
        secrets.MapPost("/export", ExportAsync).WithLease(RatePolicyNames.ExportRun).LimitedInside(RatePolicyNames.SecretReveal).WithSummary("Names, or values (a person with X-Reason, just confirmed), of the ids or of all that match.");
        secrets.MapGet("/export.csv", (HttpContext http, SecretExports exports, [AsParameters] SecretListQuery query) => NamesAsync(http, exports, query, SecretExportFormat.Csv)).WithLease(RatePolicyNames.ExportRun).WithSummary("Names of all that match, as CSV.");
        secrets.MapGet("/export.json", (HttpContext http, SecretExports exports, [AsParameters] SecretListQuery query) => NamesAsync(http, exports, query, SecretExportFormat.Json)).WithLease(RatePolicyNames.ExportRun).WithSummary("Names of all that match, as JSON.");
        secrets.MapPost("/{id:guid}/check", CheckAsync).LimitedInside(RatePolicyNames.SecretCheck).WithSummary("Tries the secret against what it opens, without showing it.");
        secrets.MapPut("/{id:guid}/check-address", CheckAddressAsync).WithSummary("Where to try it over HTTP; needs If-Match, X-Reason and a fresh confirmation.");
        return api;
    }

    private static async Task<IResult> ImportAsync(SecretImportBody body, SecretImports imports, ErrorWords words, HttpContext http) =>
        (await imports.RunAsync(http.GetActor(), body.ToRequest(), http.RequestAborted)).ToHttp(r => SecretImportShown.Of(r, words.Say));

    private static async Task<IResult> BulkAsync(SecretBulkBody body, SecretBatches batches, HttpContext http) =>
        (await batches.ChangeAsync(http.GetActor(), body.SecretIds, body.ToChange(), http.RequestAborted)).ToHttp(SecretBulkShown.Of);

    private static async Task<IResult> ExportAsync(SecretExportBody body, SecretExports exports, HttpContext http)
    {
        if (!body.Values)
            return Names(http, await exports.NamesAsync(http.GetActor(), body.ToSelection(), http.RequestAborted), body.Format);
        if (body.Format == SecretExportFormat.Csv)
            return ApiErrors.UnknownWord("format", [SnakeCase.Of(SecretExportFormat.Json), SnakeCase.Of(SecretExportFormat.Env)]).ToProblem();
        var export = await exports.ValuesAsync(http.GetActor(), body.ToSelection(), http.RequestAborted);
        if (export.Failed)
            return export.Error.ToProblem();
        var carried = body.Format == SecretExportFormat.Env ? export.Value.AsEnv() : export.Value;
        // Programs find here what people read in the file.
        http.Response.Headers["X-Left-Out"] = carried.LeftOut.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return body.Format == SecretExportFormat.Env
            ? File(http, SecretEnvFile.Write(export.Value), "text/plain", "secrets.env")
            : File(http, JsonSerializer.Serialize(export.Value.Secrets.Select(SecretExportedShown.Of), Indented), "application/json", "secrets.json");
    }

    private static async Task<IResult> NamesAsync(HttpContext http, SecretExports exports, SecretListQuery query, SecretExportFormat format)
    {
        var filter = query.ToFilter();
        return filter.Failed ? filter.Error.ToProblem() : Names(http, await exports.NamesAsync(http.GetActor(), new SecretSelection(filter.Value), http.RequestAborted), format);
    }

    private static IResult Names(HttpContext http, Result<IReadOnlyList<SecretListing>> names, SecretExportFormat format)
    {
        if (names.Failed)
            return names.Error.ToProblem();
        return format switch
        {
            // With a byte order mark, because spreadsheets guess wrongly without.
            SecretExportFormat.Csv => File(http, "\uFEFF" + SecretNamesCsv.Write(names.Value), "text/csv", "secrets.csv"),
            SecretExportFormat.Json => File(http, JsonSerializer.Serialize(names.Value.Select(SecretListingShown.Of), Indented), "application/json", "secret-names.json"),
            SecretExportFormat.Env => ApiErrors.UnknownWord("format", [SnakeCase.Of(SecretExportFormat.Csv), SnakeCase.Of(SecretExportFormat.Json)]).ToProblem(),
        };
    }

    private static async Task<IResult> CheckAsync(Guid id, SecretChecks checks, HttpContext http) =>
        (await checks.CheckAsync(http.GetActor(), new SecretId(id), http.RequestAborted)).ToHttp(SecretCheckShown.Of);

    private static async Task<IResult> CheckAddressAsync(Guid id, SecretCheckAddressBody body, SecretChecks checks, HttpContext http) =>
        (await checks.SetAddressAsync(http.GetActor(), new SecretId(id), body.Url, body.Header, http.Request.SeenStamp(), http.RequestAborted)).ToHttp(SecretShown.Of, s => s.Stamp);

    private static IResult File(HttpContext http, string text, string type, string name)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(Encoding.UTF8.GetBytes(text), type + "; charset=utf-8", name);
    }
}
