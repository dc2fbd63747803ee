using Admin.Domain.Accounts;
using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Domain.PersonalData;
using Admin.Domain.RateLimiting;
using Admin.Domain.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Admin.Domain.Messaging.Templating;

/// <summary>
/// Sends a template to one number, to see it on a phone. It is no campaign's message: no recipient, no count. It takes from the same
/// budgets as campaigns do, and who has opted out gets none.
/// </summary>
public sealed class TestSends(IAdminDb adminDb, Access access, AuditLog audit, RateLimiter limiter, SecretService secrets, IPhoneNumbers phones, OptOutMarks marks, IWhatsAppClient whatsApp, TimeProvider time)
{
    /// <summary>What marks a test among the statuses that come back.</summary>
    private const string CallbackPrefix = "t1";

    /// <summary>Sends once. An answer of WhatsApp's, also one that refuses, is a value; an error says that nothing was asked.</summary>
    public async Task<Result<TestSendView>> SendAsync(Actor actor, TemplateId id, TestSendDraft draft, CancellationToken ct)
    {
        var allowed = await access.RequireAsync(actor, Permissions.Campaigns.Prepare, ct);
        if (allowed.Failed)
            return allowed.Error;
        await using var db = await adminDb.OpenAsync(TenantScope.For(allowed.Value), ct);
        if (await db.Set<Template>().AsNoTracking().FirstOrDefaultAsync(t => t.Id == id, ct) is not { } template)
            return TemplateErrors.NotFound;
        if (await db.Set<Number>().AsNoTracking().FirstOrDefaultAsync(n => n.PhoneNumberId == draft.PhoneNumberId, ct) is not { } number)
            return NumberErrors.NotFound with { Field = "phone_number_id" };
        if (await phones.ReadAsync(db, allowed.Value, draft.Phone, ct) is not { } phone)
            return OptOutErrors.PhoneInvalid;
        if (await FaultAsync(db, template, number, phone, draft, ct) is { } fault)
            return fault;
        var values = Values(template.Content, draft);
        if (values.Failed)
            return values.Error;
        var request = RateRequest.For(actor, RatePolicyNames.WhatsAppSend, RatePolicyNames.WhatsAppNumber) with
        {
            Number = number.Id,
            Own = new Dictionary<string, RateOwnLimit>(StringComparer.Ordinal) { [RatePolicyNames.WhatsAppNumber] = new(Math.Max(1, number.MessagesPerSecond), TimeSpan.FromSeconds(1)) },
        };
        if (RateErrors.Of(await limiter.DecideAsync(request, ct)) is { } limited)
            return limited;
        var token = await secrets.ReadForUseAsync(allowed.Value, number.AccessTokenSecretId, "test_send", ct);
        if (token.Failed)
            return token.Error;
        await NoteAsync(db, actor, template, number, ct);
        return TestSendView.Of(await whatsApp.SendTemplateAsync(
            new SendTemplateRequest
            {
                PhoneNumberId = number.PhoneNumberId,
                AccessToken = token.Value.GetText(),
                To = phone[1..],
                TemplateName = template.Name,
                Language = template.Language,
                Components = values.Value,
                CallbackData = $"{CallbackPrefix}.{Guid.CreateVersion7():N}",
            },
            ct));
    }

    private async Task<Error?> FaultAsync(AdminDbContext db, Template template, Number number, string phone, TestSendDraft draft, CancellationToken ct)
    {
        if (template.Status != TemplateStatus.Approved)
            return CampaignErrors.TemplateNotApproved;
        if (await marks.HasAsync(db, template.OrganizationId, phone, ct))
            return TemplateErrors.TestOptedOut;
        return Error.Join(await TemplateFit.FaultsAsync(db, template, draft.Bindings, [number.Id], time.GetUtcNow().UtcDateTime, ct));
    }

    // Columns take what the draft has for them, or what stands in for it.
    private static Result<IReadOnlyList<TemplateBinding>> Values(TemplateContent content, TestSendDraft draft)
    {
        var (values, faults) = (new List<TemplateBinding>(), new List<Error>());
        foreach (var parameter in content.Parameters)
        {
            var binding = draft.Bindings.First(b => b.Parameter.Key == parameter.Key);
            var value = ParameterTemplate.Parse(binding.Text).Fill(draft.Fields);
            if (string.IsNullOrWhiteSpace(value))
                faults.Add(TemplateErrors.TestValueMissing(parameter.Key));
            else if (TemplateCheck.FaultOfValue(parameter, value) is { } fault)
                faults.Add(fault);
            else
                values.Add(new TemplateBinding(parameter, value));
        }

        return Error.Join(faults) is { } error ? error : values;
    }

    // Before the call: a test that cannot be written down is not sent.
    private async Task NoteAsync(AdminDbContext db, Actor actor, Template template, Number number, CancellationToken ct)
    {
        await using var write = await db.BeginWriteAsync(ct);
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["number"] = number.Id.ToString() };
        await audit.AppendAsync(db, actor, new AuditAct("template.test_sent", "template", template.Id.ToString(), Details: details), ct);
        await write.CommitAsync(ct);
    }
}

/// <summary>A test to be sent.</summary>
/// <param name="Phone">As people write it.</param>
/// <param name="Bindings">A text for every place of the template: a constant, or a column of <see cref="Fields"/>.</param>
public sealed record TestSendDraft(string? PhoneNumberId, string? Phone, IReadOnlyList<TemplateBinding> Bindings)
{
    /// <summary>Values of columns, by their lower-case names.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Without phone and values, so that a log line cannot leak them.</summary>
    public override string ToString() => $"test from {PhoneNumberId}";
}

public enum TestOutcome
{
    /// <summary>WhatsApp took it over.</summary>
    Accepted,

    /// <summary>Taken over, and kept back until the template's quality is known.</summary>
    Held,

    /// <summary>WhatsApp refused it.</summary>
    Rejected,

    /// <summary>Nobody knows whether it went out.</summary>
    Ambiguous,

    /// <summary>It was certainly not sent.</summary>
    NotSent,
}

/// <summary>What WhatsApp answered.</summary>
/// <param name="Code">WhatsApp's error code, when it refused.</param>
/// <param name="Message">WhatsApp's words for it.</param>
public sealed record TestSendView(TestOutcome Outcome, string? Wamid, int? Code, string? Message)
{
    internal static TestSendView Of(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted accepted => new(accepted.MessageStatus == "held_for_quality_assessment" ? TestOutcome.Held : TestOutcome.Accepted, accepted.Wamid, null, null),
        SendOutcome.Rejected rejected => new(TestOutcome.Rejected, null, rejected.Error.Code, rejected.Error.Details ?? rejected.Error.Message),
        SendOutcome.NotSent => new(TestOutcome.NotSent, null, null, null),
        _ => new(TestOutcome.Ambiguous, null, null, null),
    };
}
