using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Admin.Infrastructure.Redis;

/// <summary>Section <c>Redis</c>.</summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>A StackExchange.Redis connection string. Empty: a Redis inside this process.</summary>
    public string? ConnectionString { get; set; }

    public bool IsEmbedded => string.IsNullOrWhiteSpace(ConnectionString);
}

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (options.IsEmbedded)
            return ValidateOptionsResult.Success;
        try
        {
            return ConfigurationOptions.Parse(options.ConnectionString!).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Redis:ConnectionString names no server.");
        }
        catch (ArgumentException)
        {
            // The exception's text would repeat the string, password included.
            return ValidateOptionsResult.Fail("Redis:ConnectionString is not a valid StackExchange.Redis connection string.");
        }
    }
}
