using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Contacts;

[TypeConverter(typeof(TypedIdConverter<ContactTagId>))]
public readonly record struct ContactTagId(Guid Value) : ITypedId<ContactTagId>
{
    public static ContactTagId New() => new(Guid.CreateVersion7());

    public static ContactTagId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
