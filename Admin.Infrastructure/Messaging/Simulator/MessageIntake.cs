using System.Text.Json;
using Admin.Domain.Messaging.Simulating;
using Microsoft.AspNetCore.Http;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Takes valid messages over: the persona decides, the ledger remembers, the queue gets the updates.</summary>
internal sealed class MessageIntake(SimulatorStore store, UpdateQueues queues, UpdatesTold told, PairLimit pairs, PortfolioLimit portfolio, Chance chance, SimulatorMeter meter, TimeProvider time)
{
    private const int PairLimited = 131056;

    private readonly TriesPerPerson _tries = new();
    private long _lastSequence;

    /// <summary>Sequences go on above those that are on disk.</summary>
    public void ContinueAfter(long sequence) => _lastSequence = sequence;

    /// <summary>The answer's error code, or 0 when it was accepted and answered, or the connection was cut.</summary>
    public async Task<int> TakeAsync(HttpContext http, SimulatorDials dials, KnownNumber number, KnownTemplate template, SimulatedRequest request)
    {
        var persona = Persona.Of(request.Phone, dials.ReadPercent);
        if (persona.ResetBefore)
        {
            http.Abort();
            return 0;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var id = number.Settings.PhoneNumberId;
        if (persona.Refusal is { } code && (!persona.RefuseEverySecondTry || _tries.IsOdd(id, request.Phone)))
            return code;
        if (dials.PairLimit && !pairs.TryTake(id, request.Phone, now))
            return PairLimited;
        var isWithin = portfolio.TryTake(request.Phone, dials.UniquePeoplePerDay, now);
        if (!isWithin && dials.PortfolioReaction == PortfolioReaction.Refuse)
            return dials.PortfolioErrorCode;

        var isPaced = isWithin && template.CountAndPace(dials.PacingThreshold);
        var story = isWithin ? Storyline.Of(persona, dials, chance) : Storyline.Failure(dials.PortfolioErrorCode, dials);
        var message = await AcceptAsync(id, request, template, story, now, isPaced, dials);
        if (persona.ResetAfter)
            http.Abort();
        else
            await AnswerAsync(http, dials, request, message, persona.IsHeld || isPaced);
        return 0;
    }

    private async Task<SentMessage> AcceptAsync(string phoneNumberId, SimulatedRequest request, KnownTemplate template, Update[] story, long now, bool isPaced, SimulatorDials dials)
    {
        var sequence = Interlocked.Increment(ref _lastSequence);
        var message = new SentMessage(sequence, Wamid.Of(sequence), phoneNumberId, request.Phone, request.CallbackData, template.Settings.Category, now, story);
        // Not cancellable: a caller that hangs up does not unsend its message.
        await store.AddAsync(message);
        told.Add(message);
        meter.Accept();
        if (isPaced)
            Hold(template, message, now, dials);
        else
            queues.Add(message);
        return message;
    }

    private static void Hold(KnownTemplate template, SentMessage message, long now, SimulatorDials dials)
    {
        template.Hold(message);
        if (template.ReleaseAt == 0 && dials.PacingHold > TimeSpan.Zero)
            template.ReleaseAt = now + (long)dials.PacingHold.TotalMilliseconds;
    }

    private async Task AnswerAsync(HttpContext http, SimulatorDials dials, SimulatedRequest request, SentMessage message, bool isHeld)
    {
        if (chance.Hits(dials.ResetAfterPercent))
        {
            meter.Meet("reset_after");
            http.Abort();
            return;
        }

        http.Response.ContentType = "application/json; charset=UTF-8";
        if (chance.Hits(dials.MalformedPercent))
        {
            meter.Meet("malformed");
            var whole = Answer(request, message, isHeld);
            await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), http.RequestAborted);
            return;
        }

        if (chance.Hits(dials.SlowBodyPercent))
        {
            meter.Meet("slow_body");
            await AnswerSlowlyAsync(http, dials, Answer(request, message, isHeld));
            return;
        }

        await using (var json = new Utf8JsonWriter(http.Response.BodyWriter, new JsonWriterOptions { SkipValidation = true }))
            Write(json, request, message, isHeld);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    private async Task AnswerSlowlyAsync(HttpContext http, SimulatorDials dials, byte[] whole)
    {
        try
        {
            await http.Response.Body.WriteAsync(whole.AsMemory(0, whole.Length / 2), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(TimeSpan.FromMilliseconds(dials.SlowBodyMs), time, http.RequestAborted);
            await http.Response.Body.WriteAsync(whole.AsMemory(whole.Length / 2), http.RequestAborted);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller did not wait; its message is in the ledger all the same.
        }
    }

    private static byte[] Answer(SimulatedRequest request, SentMessage message, bool isHeld)
    {
        var bytes = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
            Write(json, request, message, isHeld);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, SimulatedRequest request, SentMessage message, bool isHeld)
    {
        json.WriteStartObject();
        json.WriteString("messaging_product"u8, "whatsapp"u8);
        json.WriteStartArray("contacts"u8);
        json.WriteStartObject();
        json.WriteString("input"u8, request.To);
        json.WriteString("wa_id"u8, message.Recipient);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("messages"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, message.Wamid);
        json.WriteString("message_status"u8, isHeld ? "held_for_quality_assessment"u8 : "accepted"u8);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
