using Admin.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Admin.Domain.Organizations;

/// <summary>How types are stored, the same on every provider.</summary>
internal static class AdminDbConventions
{
    public const int EnumMaxLength = 40;

    public static void Apply(ModelConfigurationBuilder builder)
    {
        builder.Properties<DateTime>().HaveConversion<UtcConverter>();
        foreach (var type in typeof(AdminDbConventions).Assembly.GetTypes())
        {
            if (type.IsEnum)
                builder.Properties(type).HaveConversion(typeof(SnakeCaseConverter<>).MakeGenericType(type)).HaveMaxLength(EnumMaxLength);
            else if (type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITypedId<>)))
                builder.Properties(type).HaveConversion(typeof(TypedIdValueConverter<>).MakeGenericType(type));
        }
    }

    /// <summary>Stamps are concurrency tokens, and nothing is deleted by cascade unless its configuration says so.</summary>
    public static void ApplyToModel(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => typeof(IVersioned).IsAssignableFrom(e.ClrType)))
            entity.FindProperty(nameof(IVersioned.Stamp))!.IsConcurrencyToken = true;
    }

    /// <summary>SQLite stores no kind; everything here is UTC.</summary>
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value,
        value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

    private sealed class TypedIdValueConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => From<TId>(value))
        where TId : struct, ITypedId<TId>;

    // An expression tree cannot call a static abstract member itself.
    private static TId From<TId>(Guid value)
        where TId : struct, ITypedId<TId> => TId.From(value);

    private sealed class SnakeCaseConverter<TEnum>() : ValueConverter<TEnum, string>(value => SnakeCase.Of(value), text => SnakeCase.Parse<TEnum>(text))
        where TEnum : struct, Enum;
}
