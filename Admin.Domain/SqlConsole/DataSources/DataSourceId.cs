using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.DataSources;

[TypeConverter(typeof(TypedIdConverter<DataSourceId>))]
public readonly record struct DataSourceId(Guid Value) : ITypedId<DataSourceId>
{
    public static DataSourceId New() => new(Guid.CreateVersion7());

    public static DataSourceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
