using System.Globalization;
using Admin.Domain.Auditing;
using Admin.Domain.Common;
using Admin.Domain.Organizations;
using Admin.Web.Components.Shared;

namespace Admin.Web.Features.Audit;

/// <summary>The page's filters, as the form edits them and the address keeps them.</summary>
internal sealed record AuditListState
{
    public string? Action { get; set; }

    public string? Actor { get; set; }

    /// <summary>A subject's id, or its type.</summary>
    public string? Subject { get; set; }

    public string Outcome { get; set; } = "";

    /// <summary>Days in the person's own zone, the last one included.</summary>
    public DateOnly? From { get; set; }

    public DateOnly? To { get; set; }

    public bool IsFiltered => this != new AuditListState();

    public static AuditListState Parse(string? action, string? actor, string? subject, string? outcome, string? from, string? to) => new()
    {
        Action = Given(action),
        Actor = Given(actor),
        Subject = Given(subject),
        Outcome = SnakeCase.TryParse<AuditOutcome>(outcome, out _) ? outcome! : "",
        From = Day(from),
        To = Day(to),
    };

    public string Url(string page) => AdminUrls.With(
        page,
        ("action", Given(Action)), ("actor", Given(Actor)), ("subject", Given(Subject)), ("outcome", Outcome), ("from", Text(From)), ("to", Text(To)));

    /// <param name="organization">Null for the platform's own chain.</param>
    public string ExportUrl(OrganizationId? organization, PersonClock clock)
    {
        var filter = ToFilter(clock);
        return AdminUrls.With(
            "/api/v1/audit/export.csv",
            ("organization_id", organization?.ToString()), ("book", organization is null ? SnakeCase.Of(AuditBook.Platform) : null),
            ("action", filter.Action), ("actor", filter.Actor), ("subject_type", filter.SubjectType), ("subject_id", filter.SubjectId), ("outcome", Outcome),
            ("from", Instant(filter.From)), ("to", Instant(filter.To)));
    }

    public AuditFilter ToFilter(PersonClock clock) => new()
    {
        Action = Given(Action),
        Actor = Given(Actor),
        SubjectId = IsId(Subject) ? Given(Subject) : null,
        SubjectType = IsId(Subject) ? null : Given(Subject),
        Outcome = SnakeCase.TryParse<AuditOutcome>(Outcome, out var outcome) ? outcome : null,
        From = From is { } from ? clock.StartOf(from) : null,
        To = To is { } to && to < DateOnly.MaxValue ? clock.StartOf(to.AddDays(1)) : null,
    };

    // Ids and hashes have digits, types are words.
    private static bool IsId(string? subject) => subject?.Any(char.IsAsciiDigit) == true;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Instant(DateTime? at) => at?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
