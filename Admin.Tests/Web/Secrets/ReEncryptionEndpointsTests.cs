using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.Accounts;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.ReEncrypting;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;

namespace Admin.Tests.Web.Secrets;

/// <summary>Moving secrets over HTTP, with the real service behind it.</summary>
public sealed class ReEncryptionEndpointsTests : IAsyncLifetime
{
    private const string Route = "/api/v1/secrets/re-encryptions";

    private World _world = null!;
    private RestHost _admin = null!;
    private RestHost _support = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _admin = await RestHost.StartAsync(_world, _world.Acme.Admin);
        _support = await RestHost.StartAsync(_world, _world.Acme.Support);
    }

    public async ValueTask DisposeAsync()
    {
        await _admin.DisposeAsync();
        await _support.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Post_SomeSecrets_StartsARunThatCanBeWatchedToItsEnd()
    {
        var (status, started, location) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm", secret_ids = new[] { _world.Acme.Secret.Id.Value } });
        await _world.Get<ReEncryptionRunner>().RunDueAsync(CancellationToken.None);
        var (_, ended, _) = await SendAsync(HttpMethod.Get, $"/{Text(started, "id")}");

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.EndsWith(Text(started, "id")!, location, StringComparison.Ordinal);
        string[] fields = ["id", "provider", "from_provider", "secret_count", "state", "reason", "reason_provider", "total", "done", "failed", "started_at", "finished_at"];
        Assert.Equal(fields, started.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("waiting", 1, 0), (Text(started, "state"), started.GetProperty("total").GetInt32(), started.GetProperty("done").GetInt32()));
        Assert.Equal(("completed", 1, 1), (Text(ended, "state"), ended.GetProperty("total").GetInt32(), ended.GetProperty("done").GetInt32()));
        Assert.Equal(SecretProviders.AesGcm, (await _world.Get<SecretService>().GetAsync(_world.Acme.Admin, _world.Acme.Secret.Id, CancellationToken.None)).Value.Provider);
    }

    [Fact]
    public async Task Post_WhileOneIsUnderWay_Is409WithItsId()
    {
        var (_, standing, _) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm" });

        var (status, problem, _) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm" });

        Assert.Equal((HttpStatusCode.Conflict, "re_encryption_under_way", Text(standing, "id")), (status, Text(problem, "code"), Text(problem.GetProperty("params"), "re_encryption_id")));
    }

    [Fact]
    public async Task Post_BadInput_IsRefusedByStatusAndCode()
    {
        (object Body, HttpStatusCode Status, string Code)[] cases =
        [
            (new { }, HttpStatusCode.BadRequest, "re_encryption_provider_required"),
            (new { provider = "rot13" }, HttpStatusCode.BadRequest, "secret_provider_unknown"),
            (new { provider = "aes_gcm", from_provider = "rot13" }, HttpStatusCode.BadRequest, "secret_provider_unknown"),
            (new { provider = "aes_gcm", secret_ids = Array.Empty<Guid>() }, HttpStatusCode.BadRequest, "re_encryption_no_secrets"),
            (new { provider = "aes_gcm", secret_ids = new[] { Guid.CreateVersion7() } }, HttpStatusCode.NotFound, "secret_not_found"),
            (new { provider = "aes_gcm", secret_ids = new[] { _world.Globex.Secret.Id.Value } }, HttpStatusCode.NotFound, "secret_not_found"),
            (new { provider = "fernet" }, HttpStatusCode.Conflict, "re_encryption_nothing_to_do"),
        ];

        foreach (var (body, status, code) in cases)
        {
            var answer = await SendAsync(HttpMethod.Post, "", body);
            Assert.Equal((status, code), (answer.Status, Text(answer.Body, "code")));
        }
    }

    [Fact]
    public async Task Post_AllAWhileAfterSigningIn_WantsAConfirmation()
    {
        _world.Time.Advance(TimeSpan.FromMinutes(6));

        var (status, problem, _) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm" });

        Assert.Equal((HttpStatusCode.Forbidden, AccessErrors.ReauthenticationRequired.Code), (status, Text(problem, "code")));
    }

    [Fact]
    public async Task Cancel_UnderWay_StopsIt()
    {
        var (_, run, _) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm" });

        var (status, cancelled, _) = await SendAsync(HttpMethod.Post, $"/{Text(run, "id")}/cancel");
        var (again, problem, _) = await SendAsync(HttpMethod.Post, $"/{Text(run, "id")}/cancel");

        Assert.Equal((HttpStatusCode.OK, "stopped", "re_encryption_cancelled"), (status, Text(cancelled, "state"), Text(cancelled, "reason")));
        Assert.Equal((HttpStatusCode.Conflict, "re_encryption_ended"), (again, Text(problem, "code")));
    }

    [Fact]
    public async Task Lists_AfterARun_ArePages()
    {
        var (_, run, _) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm" });

        var (_, list, _) = await SendAsync(HttpMethod.Get, "?page_size=1");
        var (_, failures, _) = await SendAsync(HttpMethod.Get, $"/{Text(run, "id")}/failures");

        Assert.Equal((1, 1, Text(run, "id")), (list.GetProperty("total").GetInt32(), list.GetProperty("page_size").GetInt32(), Text(list.GetProperty("items")[0], "id")));
        Assert.Equal(0, failures.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task EveryRoute_WithoutThePermission_IsForbidden()
    {
        var (_, run, _) = await SendAsync(HttpMethod.Post, "", new { provider = "aes_gcm" });
        (HttpMethod Method, string Path)[] routes = [(HttpMethod.Get, ""), (HttpMethod.Post, ""), (HttpMethod.Get, $"/{Text(run, "id")}"), (HttpMethod.Get, $"/{Text(run, "id")}/failures"), (HttpMethod.Post, $"/{Text(run, "id")}/cancel")];

        foreach (var (method, path) in routes)
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(method, path, path.Length == 0 && method == HttpMethod.Post ? new { provider = "aes_gcm" } : null, _support)).Status);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body, string Location)> SendAsync(HttpMethod method, string path, object? body = null, RestHost? host = null)
    {
        using var client = (host ?? _admin).Client();
        using var request = new HttpRequestMessage(method, Route + path);
        request.Headers.Add("Authorization", "Test caller");
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement, answer.Headers.Location?.ToString() ?? "");
    }

    private static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();
}
