using System.Net;
using System.Text.Json;
using Admin.Domain.Messaging.Importing;
using Admin.Tests.Infrastructure.Messaging.Importing;
using Admin.Tests.Support;
using Admin.Tests.Tenancy;

namespace Admin.Tests.Web.Importing;

/// <summary>The file of an import over HTTP, as the page sends it.</summary>
public sealed class ContactImportEndpointsTests : IAsyncLifetime
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    private World _world = null!;
    private RestHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _host = await RestHost.StartAsync(_world, _world.Acme.Admin);
        _http = _host.Client();
        _http.DefaultRequestHeaders.Add("Authorization", "Test caller");
        _http.DefaultRequestHeaders.Add("X-Organization-Id", _world.Acme.Id.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Content_InPieces_BecomesTheFile()
    {
        var content = "phone,name\n+5511987000001,Ana\nnonsense,Bia\n"u8.ToArray();
        var import = (await _world.Get<ContactImportUploads>().CreateAsync(_world.Acme.Admin, new ContactImportDraft("x.csv", content.Length, 1), Ct)).Value;

        var (first, half) = await PutAsync(import.Id, 0, content[..12]);
        var (again, refused) = await PutAsync(import.Id, 0, content[..12]);
        var (last, whole) = await PutAsync(import.Id, 12, content[12..]);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.OK), (first, again, last));
        Assert.Equal((12, "uploading"), (half.GetProperty("received_bytes").GetInt32(), half.GetProperty("state").GetString()));
        Assert.Equal(("contact_import_offset", "12"), (refused.GetProperty("code").GetString(), refused.GetProperty("params").GetProperty("received").ToString()));
        Assert.Equal("uploaded", whole.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Rejected_OfAChecked_IsACsvToDownload()
    {
        var import = await new ImportWorld(_world).CheckedAsync("x.csv", "phone,name\nnonsense,=Bia\n"u8.ToArray());

        using var answer = await _http.GetAsync($"/api/v1/contact-imports/{import.Id}/rejected.csv", Ct);

        Assert.Equal((HttpStatusCode.OK, "text/csv"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal($"rejected-{import.Id.Value:N}.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.EndsWith("2,phone_invalid,nonsense,'=Bia\r\n", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PutAsync(ContactImportId id, long offset, byte[] piece)
    {
        using var content = new ByteArrayContent(piece);
        using var answer = await _http.PutAsync($"/api/v1/contact-imports/{id}/content?offset={offset}", content, Ct);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.Clone());
    }
}
