using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging.Importing;

/// <summary>Tells the watchers of an import, and of the list, that it moved.</summary>
internal static class ContactImportNotes
{
    public static void Tell(ILiveChannel live, OrganizationId organization, ContactImportId import)
    {
        live.Publish(new LiveNote(ContactImportTopics.Of(import), organization));
        live.Publish(new LiveNote(ContactImportTopics.All, organization));
    }
}
