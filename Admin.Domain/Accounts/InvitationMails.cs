using System.Globalization;
using System.Resources;
using Admin.Domain.Notices;

namespace Admin.Domain.Accounts;

/// <summary>Takes an invitation's link to where it belongs.</summary>
public sealed class InvitationMails(IMail mail, PublicAddress address)
{
    /// <summary>The page that accepts; its query names the token.</summary>
    public const string Path = "/account/invitation";

    internal static readonly ResourceManager Texts = new("Admin.Domain.Accounts.InvitationMailTexts", typeof(InvitationMails).Assembly);

    /// <summary>Mails the link and answers null; without a mail server answers the link, for the inviting admin to see once.</summary>
    internal string? Hand(Invitation invitation, string token, string organization)
    {
        var link = address.Link(Path, token);
        if (!mail.IsConfigured)
            return link;
        var culture = CultureInfo.CurrentUICulture;
        mail.Post(new OutgoingMail(
            invitation.Email,
            string.Format(culture, Text("Subject", culture), organization),
            string.Format(culture, Text("Text", culture), organization, link)));
        return null;
    }

    private static string Text(string key, CultureInfo culture) =>
        Texts.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}
