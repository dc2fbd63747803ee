using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

[TypeConverter(typeof(TypedIdConverter<WhatsAppAppId>))]
public readonly record struct WhatsAppAppId(Guid Value) : ITypedId<WhatsAppAppId>
{
    /// <summary>The platform's own app, which is no row: its secret stands in the configuration.</summary>
    public static WhatsAppAppId Platform => default;

    public static WhatsAppAppId New() => new(Guid.CreateVersion7());

    public static WhatsAppAppId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
