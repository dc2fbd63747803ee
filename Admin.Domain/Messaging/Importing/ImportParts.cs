using Admin.Domain.Auditing;
using Admin.Domain.Campaigns;
using Admin.Domain.Live;
using Admin.Domain.Organizations;

namespace Admin.Domain.Messaging.Importing;

/// <summary>What an import is worked off with.</summary>
public sealed record ImportParts(IAdminDb AdminDb, AuditLog Audit, IImportFiles Files, ImportText Text, IPhoneNumbers Phones, IContactImportStore Store, ILiveChannel Live, TimeProvider Time, ImportSizes Sizes)
{
    internal DateTime Now => Time.GetUtcNow().UtcDateTime;
}
