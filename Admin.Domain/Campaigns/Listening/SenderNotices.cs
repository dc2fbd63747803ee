using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Domain.Notices;

namespace Admin.Domain.Campaigns.Listening;

/// <summary>What is told of templates, numbers and accounts. Told once for each piece of news, however often WhatsApp repeats it.</summary>
internal static class SenderNotices
{
    public static NoticeDraft Stopped(Template template, int campaigns, DateTime at) => new(
        NoticeKinds.TemplateStopped,
        Key(NoticeKinds.TemplateStopped, template.Id, at),
        Details(("name", template.Name), ("language", template.Language), ("status", SnakeCase.Of(template.Status)), ("reason", template.StatusReason), ("campaigns", Text(campaigns))))
    {
        SubjectType = "template",
        SubjectId = template.Id.ToString(),
    };

    public static NoticeDraft QualityLow(Template template, DateTime at) => new(
        NoticeKinds.TemplateQualityLow,
        Key(NoticeKinds.TemplateQualityLow, template.Id, at),
        Details(("name", template.Name), ("language", template.Language)))
    {
        SubjectType = "template",
        SubjectId = template.Id.ToString(),
    };

    public static NoticeDraft Changed(Number number, NumberNews news) => new(
        NoticeKinds.NumberChanged,
        Key(NoticeKinds.NumberChanged, $"{number.Id}:{news.Event}", news.At),
        Details(("name", number.VerifiedName), ("phone", number.DisplayPhoneNumber), ("event", news.Event), ("limit", number.MessagingLimit), ("per_second", Text(number.MessagesPerSecond))))
    {
        SubjectType = "number",
        SubjectId = number.Id.ToString(),
    };

    public static NoticeDraft Stopped(AccountNews news, int campaigns) => new(
        NoticeKinds.AccountStopped,
        Key(NoticeKinds.AccountStopped, $"{news.AccountId}:{news.StopReason}", news.At),
        Details(("account", news.AccountId), ("event", news.Event), ("campaigns", Text(campaigns))))
    {
        SubjectType = "whatsapp_account",
        SubjectId = news.AccountId,
    };

    private static string Key(NoticeKind kind, object subject, DateTime at) => string.Create(CultureInfo.InvariantCulture, $"{kind.Name}:{subject}:{at.Ticks}");

    private static string Text(int figure) => figure.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Details(params (string Name, string? Value)[] details) =>
        details.Where(d => d.Value is not null).ToDictionary(d => d.Name, d => d.Value!, StringComparer.Ordinal);
}
