using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Audiences;
using Admin.Domain.Campaigns.Preparing;
using Admin.Infrastructure.Campaigns.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Admin.Infrastructure.Campaigns;

public static class CampaignsAdapters
{
    /// <summary>Ledger SQL, CSV and phone numbers. Needs the persistence.</summary>
    public static IServiceCollection AddCampaignsAdapters(this IServiceCollection services)
    {
        services.TryAddSingleton<IRecipientQueue, CampaignSql>();
        services.TryAddSingleton<IAudienceCheck, AudienceCheckSql>();
        services.TryAddSingleton<IPhoneNumbers, LibPhoneNumbers>();
        services.TryAddSingleton<IPhoneRanges, PhoneRanges>();
        services.TryAddSingleton<IAudienceReader, CsvAudienceReader>();
        return services;
    }
}
