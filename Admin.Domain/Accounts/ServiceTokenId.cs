using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

[TypeConverter(typeof(TypedIdConverter<ServiceTokenId>))]
public readonly record struct ServiceTokenId(Guid Value) : ITypedId<ServiceTokenId>
{
    public static ServiceTokenId New() => new(Guid.CreateVersion7());

    public static ServiceTokenId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
