using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Contacts;

[TypeConverter(typeof(TypedIdConverter<ContactListId>))]
public readonly record struct ContactListId(Guid Value) : ITypedId<ContactListId>
{
    public static ContactListId New() => new(Guid.CreateVersion7());

    public static ContactListId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
