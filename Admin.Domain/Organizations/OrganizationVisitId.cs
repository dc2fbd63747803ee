using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Organizations;

[TypeConverter(typeof(TypedIdConverter<OrganizationVisitId>))]
public readonly record struct OrganizationVisitId(Guid Value) : ITypedId<OrganizationVisitId>
{
    public static OrganizationVisitId New() => new(Guid.CreateVersion7());

    public static OrganizationVisitId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
