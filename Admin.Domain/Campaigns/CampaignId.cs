using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns;

[TypeConverter(typeof(TypedIdConverter<CampaignId>))]
public readonly record struct CampaignId(Guid Value) : ITypedId<CampaignId>
{
    public static CampaignId New() => new(Guid.CreateVersion7());

    public static CampaignId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
