using Admin.Domain.Auditing;

namespace Admin.Web.Features.Audit;

/// <summary>Keys of the words for closed lists.</summary>
internal static class AuditWords
{
    public static string Outcome(AuditOutcome outcome) => outcome switch
    {
        AuditOutcome.Done => nameof(AuditTexts.OutcomeDone),
        AuditOutcome.Refused => nameof(AuditTexts.OutcomeRefused),
        AuditOutcome.Failed => nameof(AuditTexts.OutcomeFailed),
    };

    public static string Fault(AuditFault fault) => fault switch
    {
        AuditFault.Gap => nameof(AuditTexts.FaultGap),
        AuditFault.Changed => nameof(AuditTexts.FaultChanged),
        AuditFault.WrongSeal => nameof(AuditTexts.FaultWrongSeal),
        AuditFault.Unlinked => nameof(AuditTexts.FaultUnlinked),
        AuditFault.TailCut => nameof(AuditTexts.FaultTailCut),
    };
}
