using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Takes valid messages over: the persona decides, the ledger remembers, the queue gets the statuses.</summary>
internal sealed class MessageIntake(SimulatorOptions options, SimulatorStore store, StatusQueue queue, TimeProvider time)
{
    private const int WamidBytes = 24;
    private const int HeldFactor = 10;

    private readonly ConcurrentDictionary<(string PhoneNumberId, string Recipient), int> _tries = new();
    private long _lastId;

    /// <summary>Ids go on above those that are on disk.</summary>
    public void ContinueAfter(long id) => _lastId = id;

    public async Task TakeAsync(HttpContext http, SimulatedNumber number, SimulatedRequest request)
    {
        var persona = Persona.Of(request.Phone, options.ReadPercent);
        if (persona.ResetBefore)
        {
            http.Abort();
            return;
        }

        if (persona.Refusal is { } code && IsRefused(persona, number.PhoneNumberId, request.Phone))
        {
            await GraphErrors.WriteAsync(http, code, GraphErrors.Title(code), code == 131000 ? StatusCodes.Status500InternalServerError : StatusCodes.Status400BadRequest);
            return;
        }

        var wamid = await AcceptAsync(number, request, persona);
        if (persona.ResetAfter)
            http.Abort();
        else
            await AnswerAsync(http, request, persona, wamid);
    }

    private bool IsRefused(Persona persona, string phoneNumberId, string recipient) => !persona.RefuseEverySecondTry
        || _tries.AddOrUpdate((phoneNumberId, recipient), 1, (_, tries) => tries + 1) % 2 == 1;

    private async Task<string> AcceptAsync(SimulatedNumber number, SimulatedRequest request, Persona persona)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var wamid = "wamid." + Convert.ToBase64String(RandomNumberGenerator.GetBytes(WamidBytes));
        var message = new LedgerMessage(wamid, number.PhoneNumberId, request.Phone, request.CallbackData, now);
        var statuses = Statuses(message, persona);
        // Not cancellable: a caller that hangs up does not unsend its message.
        await store.AddAsync(message, statuses, CancellationToken.None);
        queue.Add(statuses);
        return wamid;
    }

    private PendingStatus[] Statuses(LedgerMessage message, Persona persona)
    {
        var hold = persona.MessageStatus == "accepted" ? TimeSpan.Zero : options.WebhookDelay * HeldFactor;
        return [.. persona.Statuses.Select((status, position) => new PendingStatus(
            Interlocked.Increment(ref _lastId),
            message.AcceptedAt + (long)(hold + (options.WebhookDelay * Factor(position))).TotalMilliseconds,
            message.Wamid,
            message.PhoneNumberId,
            message.Recipient,
            message.CallbackData,
            status,
            status == "failed" ? persona.FailureCode : 0))];
    }

    // By position, so that a persona's statuses go out in the order in which it lists them.
    private static int Factor(int position) => position switch
    {
        0 => 1,
        1 => 3,
        _ => 10,
    };

    private static Task AnswerAsync(HttpContext http, SimulatedRequest request, Persona persona, string wamid) => http.Response.WriteAsJsonAsync(
        new
        {
            messaging_product = "whatsapp",
            contacts = new[] { new { input = request.To, wa_id = request.Phone } },
            messages = new[] { new { id = wamid, message_status = persona.MessageStatus } },
        },
        http.RequestAborted);
}
