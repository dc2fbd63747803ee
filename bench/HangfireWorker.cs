using System.Globalization;
using System.Net.Http.Headers;
using Admin.Domain.Messaging;
using Admin.Domain.Messaging.Templating;
using Admin.Infrastructure.Messaging;
using Hangfire;
using Hangfire.InMemory;

namespace Admin.Bench;

/// <summary>The usual way: one Hangfire job per message. A program of its own, told what to send as <see cref="QueueWorker"/> says.</summary>
internal static class HangfireWorker
{
    private static HttpClient _http = null!;
    private static Uri _url = null!;
    private static TaskCompletionSource _done = new();
    private static int _left;

    /// <param name="arguments">Address of the number's messages, count of workers.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        _url = new Uri(arguments[0]);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var storage = new InMemoryStorage();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = int.Parse(arguments[1], CultureInfo.InvariantCulture) }, storage);
        var jobs = new BackgroundJobClient(storage);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (first, count) = (int.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture), int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            (_left, _done) = (count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            foreach (var person in Enumerable.Range(first, count))
                jobs.Enqueue(() => SendAsync(QueuesBench.Phone(person), QueuesBench.Name(person), person));
            await _done.Task;
            Console.WriteLine("done");
        }

        return 0;
    }

    /// <summary>The job. Hangfire wants it public.</summary>
    public static async Task SendAsync(string phone, string name, int person)
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
        using var message = new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", QueuesBench.Token);
        using var answer = await _http.SendAsync(message);
        if (GraphAnswer.Send(answer.StatusCode, await answer.Content.ReadAsByteArrayAsync()) is not SendOutcome.Accepted)
            throw new InvalidOperationException($"The simulator answered {answer.StatusCode}.");
        if (Interlocked.Decrement(ref _left) == 0)
            _done.SetResult();
    }
}
