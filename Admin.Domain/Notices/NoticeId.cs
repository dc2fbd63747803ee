using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Notices;

[TypeConverter(typeof(TypedIdConverter<NoticeId>))]
public readonly record struct NoticeId(Guid Value) : ITypedId<NoticeId>
{
    public static NoticeId New() => new(Guid.CreateVersion7());

    public static NoticeId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
