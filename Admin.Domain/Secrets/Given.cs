namespace Admin.Domain.Secrets;

/// <summary>A field of a change: left out, or given (perhaps as null, which clears it).</summary>
public readonly record struct Given<T>(bool Is, T? Value)
{
    public static implicit operator Given<T>(T? value) => new(true, value);

    public T? Or(T? current) => Is ? Value : current;
}
