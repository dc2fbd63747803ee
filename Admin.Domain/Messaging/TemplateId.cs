using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

[TypeConverter(typeof(TypedIdConverter<TemplateId>))]
public readonly record struct TemplateId(Guid Value) : ITypedId<TemplateId>
{
    public static TemplateId New() => new(Guid.CreateVersion7());

    public static TemplateId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
