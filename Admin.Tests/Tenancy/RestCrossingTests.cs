using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Admin.Domain.Accounts;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Contacts;
using Admin.Domain.Messaging.Importing;
using Admin.Domain.Notices;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Domain.SqlConsole.DataSources;
using Admin.Domain.SqlConsole.Grants;
using Admin.Domain.SqlConsole.Running;
using Admin.Domain.SqlConsole.Saved;
using Admin.Tests.Support;

namespace Admin.Tests.Tenancy;

/// <summary>
/// Calls every REST address that names something, as an org admin of Globex with Acme's ids. A new address is called without
/// anybody remembering it, or fails here by its name.
/// </summary>
public sealed partial class RestCrossingTests : IAsyncLifetime
{
    /// <summary>They name nothing of an organization's: a policy of the platform, or a number within the caller's own chain.</summary>
    private static readonly string[] NamesNothing = ["rate-limits/{policy}", "audit/{sequence}"];

    private World _world = null!;
    private Belongings _acme = null!;
    private Belongings _globex = null!;
    private RestHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _acme = await Belongings.OfAsync(_world.Acme);
        _globex = await Belongings.OfAsync(_world.Globex);
        _host = await RestHost.StartAsync(_world, _world.Globex.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Addresses_WithIdsOfAnotherOrganization_AnswerNotFound()
    {
        var called = 0;
        foreach (var (method, route) in _host.Named.Where(r => !NamesNothing.Any(n => Plain(r.Route.Text).Contains(n, StringComparison.Ordinal))))
        {
            var (status, body) = await SendAsync(method, route, _acme);

            called++;
            Assert.True(
                status == HttpStatusCode.NotFound || (status == HttpStatusCode.Forbidden && body.Contains("\"forbidden\"", StringComparison.Ordinal)),
                $"{method} {route.Text} with a foreign id answered {(int)status} {body}");
            Assert.DoesNotContain("route_not_found", body, StringComparison.Ordinal);
        }

        Assert.True(called > 30, $"Only {called} addresses were found; did the way of mapping them change?");
    }

    [Fact]
    public async Task Addresses_WithOwnIds_FindThem()
    {
        foreach (var (method, route) in _host.Named.Where(r => r.Method == "GET" && !NamesNothing.Any(n => Plain(r.Route.Text).Contains(n, StringComparison.Ordinal))))
        {
            var (status, body) = await SendAsync(method, route, _globex);

            Assert.True(status != HttpStatusCode.NotFound, $"{method} {route.Text} did not find its own: {body}");
        }
    }

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, RestHost.RoutePattern route, Belongings of)
    {
        var subject = SubjectOf(route);
        var address = AddressOf(route, of);
        using var client = _host.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("Authorization", "Test caller");
        request.Headers.Add("X-Reason", "a reason of mine");
        if (method is "PUT" or "POST" || (method == "DELETE" && Plain(route.Text).EndsWith("/contacts", StringComparison.Ordinal)))
            request.Content = Body(method, subject, Plain(route.Text));
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The address with one's own ids in it.</summary>
    internal static string AddressOf(RestHost.RoutePattern route, Belongings of)
    {
        var subject = SubjectOf(route);
        return route.Parameters.Aggregate(Plain(route.Text), (text, name) => text.Replace($"{{{name}}}", Value(name, subject, of), StringComparison.Ordinal));
    }

    private static string SubjectOf(RestHost.RoutePattern route) =>
        Plain(route.Text).Contains("/re-encryptions/", StringComparison.Ordinal) ? "re-encryptions" : Plain(route.Text).Split('/', StringSplitOptions.RemoveEmptyEntries)[2];

    private static string Value(string parameter, string subject, Belongings of) => parameter switch
    {
        "ordinal" => "900",
        "number" or "sequence" => "1",
        "part" => IdOf("audience parts", of),
        "policy" => RatePolicyNames.ExportRun,
        "grant" => IdOf("access", of),
        "dataSourceId" => IdOf("data-sources", of),
        _ => IdOf(subject, of),
    };

    private static string IdOf(string subject, Belongings of) => of.Id(subject switch
    {
        "members" => typeof(PersonId),
        "invitations" => typeof(InvitationId),
        "chatbots" => typeof(ChatbotId),
        "numbers" => typeof(NumberId),
        "whatsapp-apps" => typeof(WhatsAppAppId),
        "service-tokens" => typeof(ServiceTokenId),
        "notices" => typeof(NoticeId),
        "organizations" => typeof(OrganizationId),
        "secrets" => typeof(SecretId),
        "re-encryptions" => typeof(ReEncryptionId),
        "data-sources" => typeof(DataSourceId),
        "access" => typeof(GrantId),
        "database" => typeof(RunId),
        "saved-queries" => typeof(SavedQueryId),
        "campaigns" => typeof(CampaignId),
        "audience parts" => typeof(AudiencePartId),
        "contact-imports" => typeof(ContactImportId),
        "templates" => typeof(TemplateId),
        "wall-links" => typeof(WallLinkId),
        "contacts" => typeof(ContactId),
        "contact-lists" => typeof(ContactListId),
        _ => throw new InvalidOperationException($"Say whose id stands in addresses of /{subject}."),
    })!.ToString()!;

    /// <summary>A body that is right in itself, so that nothing but the id can be refused.</summary>
    private static StringContent? Body(string method, string subject, string route) => (method, subject) switch
    {
        ("PUT", "members") => Json("""{"disabled":true}"""),
        ("PUT", "chatbots") => Json("""{"name":"Another"}"""),
        ("PUT", "numbers") => Json("{}"),
        ("PUT", "whatsapp-apps") => Json("""{"name":"Another"}"""),
        ("PUT", "service-tokens") => Json("""{"name":"Another","scopes":["live.read"]}"""),
        ("PUT", "secrets") when route.EndsWith("/check-address", StringComparison.Ordinal) => Json("""{"url":"https://check.example/"}"""),
        ("PUT", "contact-imports") => new StringContent("phone", Encoding.UTF8, "application/octet-stream"),
        ("PUT", "secrets") => Json("""{"description":"another"}"""),
        ("PUT", "data-sources") => Json("""{"name":"Another"}"""),
        ("PUT", "saved-queries") => Json("""{"data_source_id":"00000000-0000-0000-0000-000000000000","name":"Another","statement":"SELECT 1"}"""),
        ("POST", "data-sources") when route.EndsWith("/request", StringComparison.Ordinal) => Json($$"""{"mode":"read_only","reason":"a reason","until":"{{Times.Now.AddDays(1):O}}"}"""),
        ("POST", "data-sources") when route.EndsWith("/access", StringComparison.Ordinal) => Json("""{"mode":"read_only","role":"support"}"""),
        ("PUT", "campaigns") when route.EndsWith("/preparation", StringComparison.Ordinal) => Json("""{"name":"Another","send_times":{"time_zone":"America/Sao_Paulo","from":"08:00:00","until":"20:00:00"}}"""),
        ("POST", "campaigns") when route.EndsWith("/approve", StringComparison.Ordinal) || route.EndsWith("/decline", StringComparison.Ordinal) => Json("""{"comment":"a comment"}"""),
        ("POST", "campaigns") when route.EndsWith("/clone", StringComparison.Ordinal) => Json("""{"people":true}"""),
        ("PUT", "campaigns") => Json("""{"name":"Another","phone_number_id":"100000000000002","template_name":"order_update","template_language":"en_US","template_parameters":["a","b"]}"""),
        ("POST", "templates") when route.EndsWith("/test", StringComparison.Ordinal) => Json("""{"phone_number_id":"100000000000002","phone":"+5511987654321","template_parameters":["a","b"]}"""),
        ("PUT", "contacts") => Json("""{"name":"Another"}"""),
        ("POST", "contacts") when route.EndsWith("/merge", StringComparison.Ordinal) => Json("""{"contact_id":"00000000-0000-0000-0000-000000000000"}"""),
        ("POST", "contacts") => Json("""{"purpose":"marketing","state":"given","source":"a form"}"""),
        ("PUT", "contact-lists") => Json("""{"name":"Another"}"""),
        ("POST" or "DELETE", "contact-lists") when route.EndsWith("/contacts", StringComparison.Ordinal) => Json("""{"contact_ids":["00000000-0000-0000-0000-000000000000"]}"""),
        ("POST", "secrets") when route.EndsWith("/rotate", StringComparison.Ordinal) => Json("""{"value":"another"}"""),
        ("POST", "secrets") when route.EndsWith("/rollback", StringComparison.Ordinal) => Json("""{"version":1}"""),
        ("POST", "campaigns") when route.EndsWith("/audience", StringComparison.Ordinal) => new StringContent("phone\n+5511988887777\n", Encoding.UTF8, "text/csv"),
        ("POST", "campaigns") when route.EndsWith("/audience/parts", StringComparison.Ordinal) => Json("""{"contacts":{"tag":"another"}}"""),
        ("POST", "campaigns") when route.EndsWith("/settle", StringComparison.Ordinal) => Json("""{"settlement":"send_again"}"""),
        _ => null,
    };

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>The address without the constraints of its parameters.</summary>
    private static string Plain(string route) => Constraint().Replace(route, "}").TrimEnd('/');

    [GeneratedRegex(@":[a-z]+(\([^)]*\))?\}")]
    private static partial Regex Constraint();
}
