using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging;

[TypeConverter(typeof(TypedIdConverter<ChatbotId>))]
public readonly record struct ChatbotId(Guid Value) : ITypedId<ChatbotId>
{
    public static ChatbotId New() => new(Guid.CreateVersion7());

    public static ChatbotId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
