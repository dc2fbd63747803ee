namespace Admin.Domain.RateLimiting.Watching;

/// <summary>
/// Who took from a limit, as a word and an id: <c>token:{id}</c>, <c>person:{id}</c>, <c>number:{id}</c>, <c>system</c>,
/// <c>address:{address}</c>; on the platform's view <c>organization:{id}</c>. Never a name or an e-mail address.
/// </summary>
public static class RateConsumer
{
    public const string System = "system";

    /// <summary>Those that a sample had no room for.</summary>
    public const string Others = "others";

    internal static string Of(RateRequest request)
    {
        if (request.Token is { } token)
            return $"token:{token.Value:D}";
        if (request.Person is { } person)
            return $"person:{person.Value:D}";
        if (request.Number is { } number)
            return $"number:{number.Value:D}";
        return request.Organization is null ? $"address:{RateAddress.Normalize(request.Address)}" : System;
    }
}
