using System.Diagnostics.CodeAnalysis;

namespace Admin.Domain.Common;

/// <summary>The outcome of an act that answers nothing but whether it was done.</summary>
public readonly record struct Result(Error? Error)
{
    public static Result Ok => default;

    [MemberNotNullWhen(true, nameof(Error))]
    public bool Failed => Error is not null;

    public static implicit operator Result(Error error) => new(error);
}

/// <summary>Either a value or the <see cref="Common.Error"/> that kept it from being made.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Error? error)
    {
        _value = value;
        Error = error;
    }

    public Error? Error { get; }

    [MemberNotNullWhen(true, nameof(Error))]
    public bool Failed => Error is not null;

    /// <summary>The value; reading it from a failed result is a bug and throws.</summary>
    public T Value => Failed ? throw new InvalidOperationException($"No value: {Error.Code}") : _value!;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Error error) => new(default, error);

    public Result<TOther> Map<TOther>(Func<T, TOther> map) => Failed ? Error : map(_value!);

    public Result ToResult() => new(Error);
}
