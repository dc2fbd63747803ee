using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

[TypeConverter(typeof(TypedIdConverter<NumberId>))]
public readonly record struct NumberId(Guid Value) : ITypedId<NumberId>
{
    public static NumberId New() => new(Guid.CreateVersion7());

    public static NumberId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
