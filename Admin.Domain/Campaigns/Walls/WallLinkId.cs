using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Campaigns.Walls;

[TypeConverter(typeof(TypedIdConverter<WallLinkId>))]
public readonly record struct WallLinkId(Guid Value) : ITypedId<WallLinkId>
{
    public static WallLinkId New() => new(Guid.CreateVersion7());

    public static WallLinkId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
