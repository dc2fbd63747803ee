using Admin.Domain.Common;

namespace Admin.Web.Components.Shared;

/// <summary>Finds what a refusal says of one field.</summary>
internal static class FieldFaults
{
    /// <summary>Null when the field is not at fault.</summary>
    public static Error? Of(this Error? error, string field) =>
        error is null ? null : error.Field == field ? error : error.Others.FirstOrDefault(o => o.Field == field);

    /// <summary>For <c>aria-invalid</c>.</summary>
    public static string? Invalid(this Error? error, string field) => error.Of(field) is null ? null : "true";
}
