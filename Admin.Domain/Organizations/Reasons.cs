using System.Diagnostics.CodeAnalysis;
using Admin.Domain.Auditing;

namespace Admin.Domain.Organizations;

/// <summary>A reason that a person gives for an act, as audit entries keep it.</summary>
internal static class Reasons
{
    public const int MinLength = 3;

    public static bool TryRead(string? text, [NotNullWhen(true)] out string? reason)
    {
        reason = text?.Trim();
        return reason is { Length: >= MinLength and <= AuditEntry.ReasonMaxLength } && !reason.Any(char.IsControl);
    }
}
