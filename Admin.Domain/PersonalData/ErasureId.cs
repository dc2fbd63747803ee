using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.PersonalData;

[TypeConverter(typeof(TypedIdConverter<ErasureId>))]
public readonly record struct ErasureId(Guid Value) : ITypedId<ErasureId>
{
    public static ErasureId New() => new(Guid.CreateVersion7());

    public static ErasureId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
