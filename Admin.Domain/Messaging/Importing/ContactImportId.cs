using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Importing;

[TypeConverter(typeof(TypedIdConverter<ContactImportId>))]
public readonly record struct ContactImportId(Guid Value) : ITypedId<ContactImportId>
{
    public static ContactImportId New() => new(Guid.CreateVersion7());

    public static ContactImportId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
