using Admin.Domain.Accounts;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Names of the live topics.</summary>
public static class ContactImportTopics
{
    /// <summary>An organization's newest imports, as a list of <see cref="ContactImportView"/>.</summary>
    public const string All = "contact-imports";

    /// <summary>One import.</summary>
    public const string One = "contact-import";

    /// <summary>How many of them.</summary>
    public const int Shown = 50;

    public static string Of(ContactImportId id) => $"{One}:{id}";
}

internal sealed class ContactImportsTopic(ContactImportReader reader) : ILiveTopic
{
    public string Pattern => ContactImportTopics.All;

    public string Permission => Permissions.Contacts.Read;

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) => await reader.NewestAsync(organization, ContactImportTopics.Shown, ct);
}

internal sealed class ContactImportTopic(ContactImportReader reader) : ILiveTopic
{
    public string Pattern => ContactImportTopics.One + ":{id}";

    public string Permission => Permissions.Contacts.Read;

    public async Task<object?> ReadAsync(OrganizationId organization, Guid? id, CancellationToken ct) => await reader.ReadAsync(organization, new ContactImportId(id!.Value), ct);
}
