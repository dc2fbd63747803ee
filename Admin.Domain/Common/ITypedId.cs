using System.ComponentModel;
using System.Globalization;

namespace Admin.Domain.Common;

/// <summary>An id that cannot be mistaken for another entity's. Made in code as a version-7 GUID, never by the database.</summary>
public interface ITypedId<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

/// <summary>Lets typed ids be parsed from text where a framework asks for a <see cref="TypeConverter"/> (Identity's stores do).</summary>
public sealed class TypedIdConverter<TId> : TypeConverter
    where TId : struct, ITypedId<TId>
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text ? TId.From(Guid.Parse(text)) : base.ConvertFrom(context, culture, value);
}
