using System.Text.Json.Nodes;
using Admin.Domain.RateLimiting;
using Admin.Web.Api;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Admin.Web.Features.RateLimits;

/// <summary>The policies that the domain applies behind an endpoint: described, not counted by the middleware.</summary>
internal sealed record RateLimitDescription(IReadOnlyList<string> Policies);

/// <summary>Writes limits into OpenAPI: each operation's policies, the headers on every response, and the refusal.</summary>
internal static class RateLimitDocs
{
    public const string Extension = "x-rate-limits";

    private const string ProblemSchema = "RateLimitedProblem";
    private const string TooMany = "429";
    private const string RetryAfter = "Retry-After";

    private static readonly (string Name, JsonSchemaType Type, string Text)[] Headers =
    [
        ("X-RateLimit-Limit", JsonSchemaType.Integer, "Limit of the policy closest to its end."),
        ("X-RateLimit-Remaining", JsonSchemaType.Integer, "What it still admits now."),
        ("X-RateLimit-Reset", JsonSchemaType.Integer, "When its limit is whole again, or admits again: epoch seconds."),
        ("RateLimit", JsonSchemaType.String, "Every policy of the call: \"name\";r=remaining;t=seconds (draft-ietf-httpapi-ratelimit-headers-11)."),
        ("RateLimit-Policy", JsonSchemaType.String, "Every policy of the call: \"name\";q=limit;w=window in seconds."),
        (RetryAfter, JsonSchemaType.Integer, "Whole seconds, at least 1, after which the same call is admitted."),
    ];

    /// <summary>Describes policies that a domain service applies itself.</summary>
    public static TBuilder LimitedInside<TBuilder>(this TBuilder builder, params string[] policies)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RateLimitDescription(policies));

    public static OpenApiOptions DescribeRateLimits(this OpenApiOptions options)
    {
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context.Description.ActionDescriptor.EndpointMetadata, context.Document!);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            AddParts(document);
            return Task.CompletedTask;
        });
        return options;
    }

    private static void Describe(OpenApiOperation operation, IList<object> metadata, OpenApiDocument document)
    {
        string[] own =
        [
            .. metadata.OfType<RateLimitMetadata>().SelectMany(m => m.Policies)
                .Concat(metadata.OfType<RateLimitDescription>().SelectMany(m => m.Policies)).Distinct(StringComparer.Ordinal),
        ];
        string[] all = [RatePolicyNames.ApiGlobal, RatePolicyNames.ServiceApi, .. own];
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions[Extension] = new JsonNodeExtension(new JsonArray([.. all.Select(p => JsonValue.Create(p))]));
        var text = $"Rate limits: {RatePolicyNames.ApiGlobal}, or {RatePolicyNames.ServiceApi} for a service token{string.Concat(own.Select(p => ", and " + p))}.";
        operation.Description = string.IsNullOrEmpty(operation.Description) ? text : operation.Description + "\n\n" + text;

        operation.Responses ??= [];
        if (!operation.Responses.ContainsKey(TooMany))
            operation.Responses.Add(TooMany, Refusal(document));
        foreach (var (status, response) in operation.Responses)
        {
            if (response is OpenApiResponse open)
                AddHeaders(open, status == TooMany, document);
        }
    }

    private static OpenApiResponse Refusal(OpenApiDocument document) => new()
    {
        Description = "A rate limit is used up; repeat after Retry-After.",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problem.ContentType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema, document) } },
    };

    private static void AddHeaders(OpenApiResponse response, bool isRefusal, OpenApiDocument document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
        foreach (var (name, _, _) in Headers)
        {
            if (isRefusal || name != RetryAfter)
                response.Headers[name] = new OpenApiHeaderReference(name, document);
        }
    }

    private static void AddParts(OpenApiDocument document)
    {
        foreach (var (name, type, text) in Headers)
            document.AddComponent<IOpenApiHeader>(name, new OpenApiHeader { Description = text, Schema = new OpenApiSchema { Type = type } });
        document.AddComponent<IOpenApiSchema>(ProblemSchema, Schema());
    }

    private static OpenApiSchema Schema() => Object(
        ("type", Text("about:blank")),
        ("title", Text("Too Many Requests")),
        ("status", Number("429")),
        ("detail", Text("One sentence in the caller's language.")),
        ("code", Text(RateErrors.RateLimitedCode)),
        ("reference", Text("Finds this call in logs.")),
        ("params", Object(
            ("policy", Text("The policy that refused.")),
            ("limit", Number("What it admits in a window.")),
            ("window", Number("The window in seconds.")),
            ("retry_after", Number("Seconds until the same call is admitted; as Retry-After.")))));

    private static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] properties) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = properties.ToDictionary(p => p.Name, IOpenApiSchema (p) => p.Schema, StringComparer.Ordinal),
    };

    private static OpenApiSchema Text(string description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Number(string description) => new() { Type = JsonSchemaType.Integer, Description = description };
}
