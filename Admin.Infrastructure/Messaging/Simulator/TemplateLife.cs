using System.Text.Json;
using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>
/// What becomes of templates: approval, pauses of 3 and 6 hours, the end at the third, quality, and the hold for assessment with
/// its release or drop. Each step is told by its webhook.
/// </summary>
internal sealed class TemplateLife(SimulatorCatalog catalog, SimulatorStore store, UpdateQueues queues, UpdatesTold told, PlatformEvents events, Dials dials, TimeProvider time)
{
    private const int Paused = 132015;
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromHours(3), TimeSpan.FromHours(6)];

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>False: there is nothing to release or drop.</summary>
    public async Task<bool> ChangeAsync(KnownTemplate template, SimulatedTemplateChange change)
    {
        if (change.Quality is { } quality && quality != template.Quality)
            await RateAsync(template, quality);
        return change.Act switch
        {
            null => true,
            TemplateAct.Approve => await BecomeAsync(template, SimulatedTemplateStatus.Approved),
            TemplateAct.Reject => await BecomeAsync(template, SimulatedTemplateStatus.Rejected),
            TemplateAct.Pause => await PauseAsync(template),
            TemplateAct.Disable => await BecomeAsync(template, SimulatedTemplateStatus.Disabled),
            TemplateAct.Delete => await BecomeAsync(template, SimulatedTemplateStatus.Deleted),
            TemplateAct.Release => await ReleaseAsync(template),
            TemplateAct.Drop => await DropAsync(template),
            _ => throw new InvalidOperationException($"No such act: {change.Act}."),
        };
    }

    /// <summary>A template made through the API: pending, then approved by itself.</summary>
    public KnownTemplate Create(SimulatedTemplate settings)
    {
        settings.Status = SimulatedTemplateStatus.Pending;
        var template = catalog.Add(settings);
        template.Status = SimulatedTemplateStatus.Pending;
        template.ApprovedAt = Now + (long)dials.Now.ApprovalDelay.TotalMilliseconds;
        return template;
    }

    /// <summary>What happens by itself when its time has come.</summary>
    public async Task MoveAsync()
    {
        var now = Now;
        foreach (var template in catalog.Templates)
        {
            if (template.ApprovedAt != 0 && template.ApprovedAt <= now && template.Status is SimulatedTemplateStatus.Pending or SimulatedTemplateStatus.Paused)
                await BecomeAsync(template, SimulatedTemplateStatus.Approved);
            if (template.ReleaseAt != 0 && template.ReleaseAt <= now)
                await ReleaseAsync(template);
        }
    }

    private async Task<bool> PauseAsync(KnownTemplate template)
    {
        if (template.Pauses == Pauses.Length)
            return await BecomeAsync(template, SimulatedTemplateStatus.Disabled);
        template.ApprovedAt = Now + (long)Pauses[template.Pauses].TotalMilliseconds;
        template.Pauses++;
        return await BecomeAsync(template, SimulatedTemplateStatus.Paused, template.Pauses == 1 ? "FIRST_PAUSE" : "SECOND_PAUSE");
    }

    private async Task<bool> ReleaseAsync(KnownTemplate template)
    {
        var held = template.TakeHeld();
        foreach (var message in held)
        {
            message.ReleaseAt(Now);
            queues.Add(message);
        }

        if (held.Count > 0)
            await RateAsync(template, SimulatedQuality.Green);
        return held.Count > 0;
    }

    private async Task<bool> DropAsync(KnownTemplate template)
    {
        var held = template.TakeHeld();
        foreach (var message in held)
        {
            var failed = message.With(Storyline.Failure(Paused, dials.Now));
            failed.ReleaseAt(Now);
            await store.RewriteAsync(failed);
            told.Add(failed);
            queues.Add(failed);
        }

        if (held.Count > 0)
            await PauseAsync(template);
        return held.Count > 0;
    }

    private async Task<bool> BecomeAsync(KnownTemplate template, SimulatedTemplateStatus status, string? pause = null)
    {
        if (status != SimulatedTemplateStatus.Paused)
            template.ApprovedAt = 0;
        template.Status = status;
        await TellAsync(template, "message_template_status_update", json =>
        {
            json.WriteString("event", status == SimulatedTemplateStatus.Deleted ? "PENDING_DELETION" : status.ToString().ToUpperInvariant());
            Name(json, template);
            json.WriteString("message_template_category", template.Settings.Category);
            json.WriteString("reason", status == SimulatedTemplateStatus.Rejected ? "INVALID_FORMAT" : "NONE");
            if (pause is not null)
            {
                json.WriteStartObject("other_info");
                json.WriteString("title", pause);
                json.WriteString("description", "The template was paused because of the feedback that its messages got.");
                json.WriteEndObject();
            }

            if (status == SimulatedTemplateStatus.Disabled)
            {
                json.WriteStartObject("disable_info");
                json.WriteNumber("disable_date", Now / 1000);
                json.WriteEndObject();
            }
        });
        return true;
    }

    private async Task RateAsync(KnownTemplate template, SimulatedQuality quality)
    {
        var before = template.Quality;
        template.Quality = quality;
        if (before == quality)
            return;
        await TellAsync(template, "message_template_quality_update", json =>
        {
            json.WriteString("previous_quality_score", before.ToString().ToUpperInvariant());
            json.WriteString("new_quality_score", quality.ToString().ToUpperInvariant());
            Name(json, template);
        });
    }

    // A template that every business account has is told to each of them.
    private async Task TellAsync(KnownTemplate template, string field, Action<Utf8JsonWriter> value)
    {
        var accounts = template.Settings.WabaId.Length > 0 ? [template.Settings.WabaId] : catalog.Numbers.Select(n => n.Settings.WabaId).Distinct(StringComparer.Ordinal);
        foreach (var account in accounts)
        {
            await events.TellAsync(account, field, json =>
            {
                json.WriteStartObject();
                value(json);
                json.WriteEndObject();
            });
        }
    }

    private static void Name(Utf8JsonWriter json, KnownTemplate template)
    {
        json.WriteNumber("message_template_id", long.Parse(template.Id, System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("message_template_name", template.Settings.Name);
        json.WriteString("message_template_language", template.Settings.Language);
    }
}
