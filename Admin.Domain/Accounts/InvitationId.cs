using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Accounts;

[TypeConverter(typeof(TypedIdConverter<InvitationId>))]
public readonly record struct InvitationId(Guid Value) : ITypedId<InvitationId>
{
    public static InvitationId New() => new(Guid.CreateVersion7());

    public static InvitationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
