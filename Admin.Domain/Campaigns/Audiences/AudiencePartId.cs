using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Audiences;

[TypeConverter(typeof(TypedIdConverter<AudiencePartId>))]
public readonly record struct AudiencePartId(Guid Value) : ITypedId<AudiencePartId>
{
    public static AudiencePartId New() => new(Guid.CreateVersion7());

    public static AudiencePartId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
