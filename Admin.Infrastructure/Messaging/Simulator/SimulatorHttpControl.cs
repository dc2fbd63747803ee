using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Simulating;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The control endpoints of the simulator that the composition has started, by HTTP like everything else.</summary>
internal sealed class SimulatorHttpControl(CloudApiSimulator simulator, IOptions<SimulatorOptions> options) : ISimulatorControl, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    public bool IsOn => options.Value.Enabled == true;

    public void Dispose() => _http.Dispose();

    public Task<Result<SimulatorState>> ReadAsync(CancellationToken ct) => GetAsync<SimulatorState>("state", ct);

    public Task<Result> TurnAsync(SimulatorDials dials, CancellationToken ct) => SendAsync(HttpMethod.Patch, "dials", dials, ct);

    public Task<Result> ChangeNumberAsync(string phoneNumberId, SimulatedNumberChange change, CancellationToken ct) =>
        SendAsync(HttpMethod.Patch, $"numbers/{Uri.EscapeDataString(phoneNumberId)}", change, ct);

    public Task<Result> ChangeTemplateAsync(SimulatedTemplateChange change, CancellationToken ct) => SendAsync(HttpMethod.Patch, "templates", change, ct);

    public Task<Result> ReceiveAsync(SimulatedInbound inbound, CancellationToken ct) => SendAsync(HttpMethod.Post, "inbound", inbound, ct);

    public Task<Result<SimulatorHandshake>> VerifyAsync(CancellationToken ct) => AskAsync<SimulatorHandshake>(url => _http.PostAsync(url, null, ct), "verify", ct);

    public Task<Result<SimulatorLedger>> LedgerAsync(string phone, int take, CancellationToken ct) =>
        GetAsync<SimulatorLedger>($"ledger?phone={Uri.EscapeDataString(phone)}&take={take}", ct);

    private Task<Result<T>> GetAsync<T>(string path, CancellationToken ct) => AskAsync<T>(url => _http.GetAsync(url, ct), path, ct);

    private async Task<Result> SendAsync<T>(HttpMethod method, string path, T body, CancellationToken ct)
    {
        var answered = await AskAsync(
            async url =>
            {
                using var request = new HttpRequestMessage(method, url);
                request.Content = JsonContent.Create(body, options: SimulatorJson.Options);
                return await _http.SendAsync(request, ct);
            },
            path,
            (_, _) => Task.FromResult(true),
            ct);
        return answered.ToResult();
    }

    private Task<Result<T>> AskAsync<T>(Func<Uri, Task<HttpResponseMessage>> ask, string path, CancellationToken ct) =>
        AskAsync(ask, path, async (content, cancel) => (await content.ReadFromJsonAsync<T>(SimulatorJson.Options, cancel))!, ct);

    private async Task<Result<T>> AskAsync<T>(Func<Uri, Task<HttpResponseMessage>> ask, string path, Func<HttpContent, CancellationToken, Task<T>> read, CancellationToken ct)
    {
        if (!simulator.IsRunning)
            return SimulatorErrors.Away;
        try
        {
            using var answer = await ask(new Uri(simulator.BaseUrl, $"_simulator/{path}"));
            return answer.StatusCode switch
            {
                HttpStatusCode.NotFound => SimulatorErrors.Unknown,
                HttpStatusCode.Conflict => SimulatorErrors.NothingHeld,
                HttpStatusCode.BadRequest => SimulatorErrors.Refused,
                _ when answer.IsSuccessStatusCode => await read(answer.Content, ct),
                _ => SimulatorErrors.Away,
            };
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return SimulatorErrors.Away;
        }
    }
}
