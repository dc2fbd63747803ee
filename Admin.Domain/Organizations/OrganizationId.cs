using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Organizations;

[TypeConverter(typeof(TypedIdConverter<OrganizationId>))]
public readonly record struct OrganizationId(Guid Value) : ITypedId<OrganizationId>
{
    /// <summary>Not an organization: the owner of the platform's own audit chain.</summary>
    public static OrganizationId Platform { get; } = new(Guid.Empty);

    public static OrganizationId New() => new(Guid.CreateVersion7());

    public static OrganizationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
