using Admin.Domain.Common;

namespace Admin.Domain.Auditing;

public static class AuditErrors
{
    public static Error NotFound { get; } = Error.NotFound("audit_entry_not_found", "There is no such audit entry.");

    public static Error RangeInvalid { get; } = Error.Invalid("audit_range_invalid", "The end of the time range lies before its start.", "to");
}
