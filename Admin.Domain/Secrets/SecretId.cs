using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets;

[TypeConverter(typeof(TypedIdConverter<SecretId>))]
public readonly record struct SecretId(Guid Value) : ITypedId<SecretId>
{
    public static SecretId New() => new(Guid.CreateVersion7());

    public static SecretId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
