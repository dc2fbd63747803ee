using System.Globalization;
using System.Resources;

namespace Admin.Domain.Notices;

/// <summary>What a mail tells of one notice.</summary>
internal sealed record ToldNotice(string Kind, string? SubjectId, IReadOnlyDictionary<string, string> Details);

/// <summary>
/// The words of a mail about one notice or several. In both languages, because which one a reader uses is known only to their browser.
/// </summary>
internal sealed class NoticeLetter(string organization, string slug, IReadOnlyList<ToldNotice> notices, PublicAddress address)
{
    /// <summary>More would not be read; the inbox has them all.</summary>
    private const int MostLines = 50;

    internal static readonly ResourceManager Texts = new("Admin.Domain.Notices.NoticeMailTexts", typeof(NoticeLetter).Assembly);

    internal static readonly IReadOnlyList<CultureInfo> Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("pt-BR")];

    public OutgoingMail To(string email) => new(
        email,
        string.Join(" / ", Languages.Select(Subject)),
        string.Join("\n\n--\n\n", Languages.Select(l => $"{Body(l)}\n\n{Say(l, "footer", Page("notices"), Page("notices/mail"))}")));

    internal static string Text(string key, CultureInfo language) => Texts.GetString(key, language) ?? throw new MissingManifestResourceException(key);

    private string Subject(CultureInfo language) => notices is [var single] ? Line(single, language) : Say(language, "several", notices.Count, organization);

    private string Body(CultureInfo language)
    {
        if (notices is [var single])
            return Say(language, $"{single.Kind}.text", [.. Values(single, language), Link(single)]);
        var lines = notices.Take(MostLines).Select(n => $"- {Line(n, language)}");
        return string.Join('\n', notices.Count > MostLines ? lines.Append(Say(language, "more", notices.Count - MostLines)) : lines);
    }

    private string Line(ToldNotice notice, CultureInfo language) => Say(language, $"{notice.Kind}.subject", Values(notice, language));

    private static string Say(CultureInfo language, string key, params object[] values) => string.Format(language, Text(key, language), values);

    // {0} is the organization; then what the kind tells, in the order of its texts.
    private object[] Values(ToldNotice notice, CultureInfo language)
    {
        var d = notice.Details;
        string At(string name) => d.Moment(name) is { } at ? at.ToString("g", language) + " UTC" : "?";
        string[] own = notice.Kind switch
        {
            "secret.expiring" or "secret.expired" => [d.Word("name"), At("expires_at")],
            "secret.overdue" => [d.Word("name"), At("due_at"), d.Word("rotation_days")],
            "secret.many_reveals" => [d.Word("person_name"), d.Word("count")],
            "provider.failing" => [d.Word("provider"), d.Word("code"), At("since")],
            "service_token.created" => [d.Word("name"), d.Word("person_name"), At("expires_at")],
            "organization.entered" => [d.Word("person_name"), d.Word("reason"), At("entered_at"), At("ends_at")],
            "data_source.access_requested" => [d.Word("name"), d.Word("person_name"), d.Word("reason"), At("until")],
            "data_source.access_granted" or "data_source.access_declined" => [d.Word("name"), At("until")],
            "template.stopped" => [d.Word("name"), d.Word("language"), Texts.GetString($"state.{d.Word("status")}", language) ?? d.Word("status"), d.Word("campaigns")],
            "template.quality_low" => [d.Word("name"), d.Word("language")],
            "number.changed" => [d.Word("name"), d.Word("phone"), d.Word("event"), d.Word("per_second"), d.Word("limit") is { Length: > 0 } limit ? limit : "-"],
            "whatsapp_account.stopped" => [d.Word("account"), d.Word("event"), d.Word("campaigns")],
            "campaign.schedule_missed" => [d.Word("name"), At("scheduled_at")],
            "campaign.approval_asked" => [d.Word("name"), d.Word("person_name"), d.Word("count")],
            "campaign.approved" => [d.Word("name"), d.Word("person_name")],
            "campaign.declined" => [d.Word("name"), d.Word("person_name"), d.Word("comment")],
            _ => throw new InvalidOperationException($"A letter has no words for {notice.Kind}."),
        };
        return [organization, .. own];
    }

    private string Link(ToldNotice notice) => Page(notice.Kind switch
    {
        "secret.expiring" or "secret.expired" or "secret.overdue" => $"secrets/{notice.SubjectId}",
        "secret.many_reveals" => $"audit?action=secret.revealed&actor={notice.SubjectId}",
        "provider.failing" => $"secrets?provider={notice.SubjectId}",
        "service_token.created" => "service-tokens",
        "organization.entered" => $"audit?action={Organizations.VisitNotices.AuditFilter}",
        "data_source.access_requested" => "data-sources/access",
        "data_source.access_granted" or "data_source.access_declined" => $"console?source={notice.SubjectId}",
        "campaign.schedule_missed" or "campaign.approval_asked" or "campaign.approved" or "campaign.declined" => $"campaigns/{notice.SubjectId}",
        _ => "notices",
    });

    private string Page(string path) => address.Page($"/o/{slug}/{path}");
}
