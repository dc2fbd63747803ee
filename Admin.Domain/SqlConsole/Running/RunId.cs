using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Running;

[TypeConverter(typeof(TypedIdConverter<RunId>))]
public readonly record struct RunId(Guid Value) : ITypedId<RunId>
{
    public static RunId New() => new(Guid.CreateVersion7());

    public static RunId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
