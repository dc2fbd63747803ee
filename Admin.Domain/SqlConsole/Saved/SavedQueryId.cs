using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole.Saved;

[TypeConverter(typeof(TypedIdConverter<SavedQueryId>))]
public readonly record struct SavedQueryId(Guid Value) : ITypedId<SavedQueryId>
{
    public static SavedQueryId New() => new(Guid.CreateVersion7());

    public static SavedQueryId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
