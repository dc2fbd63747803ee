using System.Net;
using System.Net.Http.Headers;
using Admin.Domain.Messaging.Templating;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging;

/// <summary>What is asked of the Cloud API besides sending, by HTTP. Each of these may be asked again without harm.</summary>
internal sealed class WhatsAppManagementClient(IHttpClientFactory clients, WhatsAppEndpoint endpoint, IOptions<WhatsAppOptions> options, TimeProvider time) : IWhatsAppManagement
{
    public const string ClientName = "whatsapp-management";

    /// <summary>As many as the API gives at once.</summary>
    private const int PageSize = 100;

    private const string TemplateFields = "id,name,language,category,status,parameter_format,quality_score,rejected_reason,components";

    public Task<GraphAnswer<string?>> GetBusinessAccountAsync(string phoneNumberId, string accessToken, CancellationToken ct) =>
        AskAsync($"{Uri.EscapeDataString(phoneNumberId)}?fields=health_status", accessToken, null, GraphAnswer.BusinessAccount, ct);

    public Task<GraphAnswer<TemplateListing>> ListTemplatesAsync(string businessAccountId, string accessToken, string? after, CancellationToken ct) =>
        AskAsync(
            $"{Uri.EscapeDataString(businessAccountId)}/message_templates?fields={TemplateFields}&limit={PageSize}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}",
            accessToken,
            null,
            GraphAnswer.Templates,
            ct);

    public async Task<GraphAnswer<string>> UploadMediaAsync(string phoneNumberId, string accessToken, MediaFile file, CancellationToken ct)
    {
        using var bytes = new ReadOnlyMemoryContent(file.Bytes);
        bytes.Headers.ContentType = new MediaTypeHeaderValue(file.ContentType);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("whatsapp"), "messaging_product" },
            { new StringContent(file.ContentType), "type" },
            { bytes, "file", file.Name },
        };
        return await AskAsync($"{Uri.EscapeDataString(phoneNumberId)}/media", accessToken, form, GraphAnswer.Media, ct);
    }

    private async Task<GraphAnswer<T>> AskAsync<T>(string path, string accessToken, HttpContent? content, Func<HttpStatusCode, byte[], GraphAnswer<T>> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (endpoint.For(path) is not { } url)
            return GraphAnswer<T>.Away;
        using var message = WhatsAppHttpClient.Message(content is null ? HttpMethod.Get : HttpMethod.Post, url, accessToken);
        message.Content = content;
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            using var answer = await clients.CreateClient(ClientName).SendAsync(message, either.Token);
            return read(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return GraphAnswer<T>.Away;
        }
    }
}
