using System.Globalization;
using System.Resources;
using Admin.Domain.Notices;
using Microsoft.Extensions.Logging;

namespace Admin.Domain.Organizations;

/// <summary>
/// Mails an organization's admins that a super admin entered it. In both languages, because which one a reader uses is known
/// only to their browser.
/// </summary>
public sealed class VisitMails(IMail mail, PublicAddress address, ILogger<VisitMails> log)
{
    /// <summary>The audit page, filtered to what is done to the organization itself.</summary>
    public const string AuditFilter = "organization";

    internal static readonly ResourceManager Texts = new("Admin.Domain.Organizations.VisitMailTexts", typeof(VisitMails).Assembly);

    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("pt-BR")];

    public bool AreSent => mail.IsConfigured && address.IsKnown;

    /// <summary>Never throws: the visit stands by now, and its audit entry tells of it too.</summary>
    internal void Post(IReadOnlyList<string> admins, VisitView visit, string visitor)
    {
        if (!AreSent)
            return;
        try
        {
            var subject = string.Join(" / ", Languages.Select(l => string.Format(l, Text("Subject", l), visitor, visit.OrganizationName)));
            var text = string.Join("\n\n--\n\n", Languages.Select(l => Told(visit, visitor, l)));
            foreach (var admin in admins)
                mail.Post(new OutgoingMail(admin, subject, text));
        }
        catch (Exception e)
        {
            log.LogError(e, "The notice of a visit to organization {Organization} could not be mailed", visit.Organization);
        }
    }

    private string Told(VisitView visit, string visitor, CultureInfo culture) => string.Format(
        culture,
        Text("Text", culture),
        visitor,
        visit.OrganizationName,
        visit.Reason,
        visit.EnteredAt.ToString("g", culture),
        visit.EndsAt.ToString("g", culture),
        address.Page($"/o/{visit.Slug}/audit?action={AuditFilter}"));

    private static string Text(string key, CultureInfo culture) =>
        Texts.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}
