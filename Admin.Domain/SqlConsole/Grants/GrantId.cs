using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Grants;

[TypeConverter(typeof(TypedIdConverter<GrantId>))]
public readonly record struct GrantId(Guid Value) : ITypedId<GrantId>
{
    public static GrantId New() => new(Guid.CreateVersion7());

    public static GrantId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
