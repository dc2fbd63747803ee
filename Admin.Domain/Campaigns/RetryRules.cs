using System.Globalization;
using Admin.Domain.Campaigns.Sending;
using Admin.Domain.Common;
using Admin.Domain.Messaging;

namespace Admin.Domain.Campaigns;

/// <summary>What to do after a call: pure, so that every row of the error table can be tested.</summary>
public static class RetryRules
{
    /// <summary>Failures that another try must not or cannot mend: the person opted out or blocked the business.</summary>
    public static IReadOnlyList<string> NeverAgain { get; } = ["131050", "130403"];

    /// <summary>Whether a recipient that failed for this reason may be tried again.</summary>
    public static bool MayRetry(string code) => !NeverAgain.Contains(code, StringComparer.Ordinal);

    /// <summary>No recipient is made to wait longer than this before its next try.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(60);

    /// <param name="call">The call as it was begun.</param>
    /// <param name="holds">How often in a row the number was held before.</param>
    /// <param name="jitter">0 to 1.</param>
    /// <param name="othersSend">Whether the campaign has other numbers: what is only this number's trouble is no recipient's.</param>
    public static Verdict Decide(SendOutcome outcome, Begun call, int maxAttempts, int holds, DateTime now, double jitter, bool othersSend = false) => outcome switch
    {
        SendOutcome.Accepted accepted => new Verdict(VerdictKind.Accept, Wamid: accepted.Wamid),
        SendOutcome.Ambiguous lost => new Verdict(VerdictKind.Lose, Error: Note(call, now, SnakeCase.Of(lost.Reason), "The connection ended before WhatsApp had answered.")),
        SendOutcome.NotSent unsent => Unsent(unsent, call, holds, now),
        // It may belong to an account without this template: a person looks before anybody fails who the others can reach.
        SendOutcome.Rejected { Error.Code: WhatsAppErrors.TemplateMissing } rejected when othersSend =>
            new Verdict(VerdictKind.Wait, RetryAt: now, CountsAsTry: false, Error: Note(call, now, "132001", rejected.Error.Details ?? rejected.Error.Message), PauseReason: "whatsapp_132001"),
        SendOutcome.Rejected rejected when othersSend && WhatsAppErrors.IsOfNumber(rejected.Error.Code) => OfNumber(rejected.Error, call, holds, now, jitter),
        SendOutcome.Rejected rejected => Rejected(rejected.Error, call, maxAttempts, holds, now, jitter),
        _ => throw new InvalidOperationException($"Unknown outcome {outcome.GetType().Name}."),
    };

    // Nothing was written, so nobody is to blame among the recipients: the number rests, and they keep their tries.
    private static Verdict Unsent(SendOutcome.NotSent unsent, Begun call, int holds, DateTime now)
    {
        var rest = unsent.Reason == NotSentReason.Cancelled ? TimeSpan.Zero : Min(TimeSpan.FromSeconds(Math.Pow(2, Math.Min(holds, 6))), LongestRest);
        return new Verdict(VerdictKind.Wait, RetryAt: now + rest, CountsAsTry: false, Error: Note(call, now, SnakeCase.Of(unsent.Reason), "WhatsApp could not be reached."), Hold: rest);
    }

    // The number rests as long as WhatsApp says, or ever longer; whom it had is due for the others at once.
    private static Verdict OfNumber(WhatsAppError error, Begun call, int holds, DateTime now, double jitter)
    {
        var note = Note(call, now, error.Code.ToString(CultureInfo.InvariantCulture), error.Details ?? error.Message);
        return new Verdict(VerdictKind.Wait, RetryAt: now, CountsAsTry: false, Error: note, Hold: WhatsAppErrors.Advise(error.Code, holds, jitter).Delay);
    }

    private static Verdict Rejected(WhatsAppError error, Begun call, int maxAttempts, int holds, DateTime now, double jitter)
    {
        var code = error.Code.ToString(CultureInfo.InvariantCulture);
        var note = Note(call, now, code, error.Details ?? error.Message);
        var advice = WhatsAppErrors.Advise(error.Code, error.Class is WhatsAppErrorClass.Transient ? call.Attempts - 1 : holds, jitter);
        return advice.Remedy switch
        {
            WhatsAppRemedy.RetryRecipient when advice.CountsAsTry && call.Attempts >= maxAttempts => new Verdict(VerdictKind.Fail, Error: note),
            WhatsAppRemedy.RetryRecipient or WhatsAppRemedy.HoldPair => new Verdict(VerdictKind.Wait, RetryAt: now + advice.Delay, CountsAsTry: advice.CountsAsTry, Error: note),
            WhatsAppRemedy.HoldNumber or WhatsAppRemedy.HoldAccount or WhatsAppRemedy.HoldApp => new Verdict(VerdictKind.Wait, RetryAt: now, CountsAsTry: false, Error: note, Hold: advice.Delay, HoldsAll: advice.Remedy != WhatsAppRemedy.HoldNumber),
            WhatsAppRemedy.SuppressRecipient => new Verdict(VerdictKind.Fail, Error: note, Suppress: true),
            // Not before tomorrow: a person may retry these then, instead of a campaign that seems to run all night.
            WhatsAppRemedy.DeferRecipient => new Verdict(VerdictKind.Fail, Error: note),
            WhatsAppRemedy.FailRecipient => new Verdict(VerdictKind.Fail, Error: note, OfTemplate: error.Class == WhatsAppErrorClass.Template),
            WhatsAppRemedy.PauseCampaign or WhatsAppRemedy.CancelCampaign => new Verdict(VerdictKind.Wait, RetryAt: now, CountsAsTry: false, Error: note, PauseReason: $"whatsapp_{code}"),
        };
    }

    private static AttemptError Note(Begun call, DateTime now, string code, string message) =>
        new(call.Attempts, call.Attempt, now, code, message.Length <= AttemptError.MessageMaxLength ? message : message[..AttemptError.MessageMaxLength]);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
