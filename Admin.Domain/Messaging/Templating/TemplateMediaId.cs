using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Templating;

[TypeConverter(typeof(TypedIdConverter<TemplateMediaId>))]
public readonly record struct TemplateMediaId(Guid Value) : ITypedId<TemplateMediaId>
{
    public static TemplateMediaId New() => new(Guid.CreateVersion7());

    public static TemplateMediaId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
