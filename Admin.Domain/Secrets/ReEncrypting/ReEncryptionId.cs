using System.ComponentModel;
using Admin.Domain.Common;

namespace Admin.Domain.Secrets.ReEncrypting;

[TypeConverter(typeof(TypedIdConverter<ReEncryptionId>))]
public readonly record struct ReEncryptionId(Guid Value) : ITypedId<ReEncryptionId>
{
    public static ReEncryptionId New() => new(Guid.CreateVersion7());

    public static ReEncryptionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}
