using System.Globalization;
using System.Net.Http.Headers;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Infrastructure.Messaging;

namespace Admin.Bench;

/// <summary>The HTTP call that every side makes for a message, and nothing else.</summary>
internal sealed class BareCall(Uri messages)
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public async Task SendAsync(string phone, string name, int person)
    {
        using var content = new ByteArrayContent(SendBody.Write(new SendTemplateRequest
        {
            PhoneNumberId = QueuesBench.Sender,
            AccessToken = QueuesBench.Token,
            To = phone[1..],
            TemplateName = "order_update",
            Language = "en_US",
            Components = TemplateBinding.Body([name, "42"]),
            CallbackData = string.Create(CultureInfo.InvariantCulture, $"bench.{person}"),
        }));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, messages) { Content = content };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", QueuesBench.Token);
        using var answer = await _http.SendAsync(message);
        if (GraphAnswer.Send(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync()) is not SendOutcome.Accepted)
            throw new InvalidOperationException($"The simulator answered {answer.StatusCode}.");
    }
}
