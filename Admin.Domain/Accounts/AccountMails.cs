using System.Globalization;
using System.Resources;
using Admin.Domain.Notices;

namespace Admin.Domain.Accounts;

/// <summary>What is mailed about accounts, in the language of the page it was asked on.</summary>
public sealed class AccountMails(IMail mail, PublicAddress address)
{
    internal static readonly ResourceManager Texts = new("Admin.Domain.Accounts.AccountMailTexts", typeof(AccountMails).Assembly);

    public bool AreSent => mail.IsConfigured && address.IsKnown;

    public string ResetUrl(string token) => address.Link("/account/reset", token);

    public void PostReset(string to, string token, CultureInfo culture) =>
        mail.Post(new OutgoingMail(to, Text("ResetSubject", culture), string.Format(culture, Text("ResetText", culture), ResetUrl(token))));

    /// <summary>Tells somebody who registers a second time that the account is there; the page says nothing of it.</summary>
    public void PostAlreadyRegistered(string to, CultureInfo culture) =>
        mail.Post(new OutgoingMail(to, Text("KnownSubject", culture), Text("KnownText", culture)));

    private static string Text(string key, CultureInfo culture) =>
        Texts.GetString(key, culture) ?? throw new MissingManifestResourceException(key);
}
