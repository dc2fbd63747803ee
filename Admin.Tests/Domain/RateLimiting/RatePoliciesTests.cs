using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Domain.RateLimiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Admin.Tests.Domain.RateLimiting;

public sealed class RatePoliciesTests
{
    [Theory]
    [InlineData("auth_login", 5, 60, "ip,account", RateFallback.LocalStrict)]
    [InlineData("auth_register", 3, 3600, "ip", RateFallback.LocalStrict)]
    [InlineData("auth_refresh", 10, 60, "ip", RateFallback.LocalStrict)]
    [InlineData("whatsapp_send", 100, 60, "organization", RateFallback.Wait)]
    [InlineData("chatbot_execute", 50, 60, "organization", RateFallback.Local)]
    [InlineData("campaign_start", 5, 60, "organization", RateFallback.Local)]
    [InlineData("database_query", 30, 60, "organization", RateFallback.Local)]
    [InlineData("ai_generate", 20, 60, "organization", RateFallback.Local)]
    [InlineData("webhook_receive", 1000, 60, "organization", RateFallback.OpenWithLocalGuard)]
    [InlineData("webhook_unsigned", 60, 60, "ip", RateFallback.LocalStrict)]
    [InlineData("api_global", 1000, 60, "organization|ip", RateFallback.OpenWithLocalGuard)]
    [InlineData("service_api", 6000, 60, "token", RateFallback.OpenWithLocalGuard)]
    [InlineData("secret_reveal", 20, 3600, "person", RateFallback.LocalStrict)]
    [InlineData("secret_check", 30, 60, "organization", RateFallback.Local)]
    public void Defaults_WithoutConfiguration_AreTheContracts(string name, long limit, int seconds, string key, RateFallback fallback)
    {
        using var policies = Make(new RateLimitOptions());

        var policy = policies.Get(name);

        Assert.Equal((limit, TimeSpan.FromSeconds(seconds), key, fallback), (policy.Limit, policy.Window, policy.Key.Text, policy.OnRedisDown));
        Assert.NotEmpty(policy.Description);
    }

    [Fact]
    public void Validate_EverythingWrong_NamesEachFaultWithItsKey()
    {
        var options = new RateLimitOptions
        {
            RedisTimeoutMilliseconds = 0,
            Policies =
            {
                ["Bad Name"] = new() { Limit = 1, WindowSeconds = 1, Key = "ip" },
                ["auth_login"] = new() { Limit = 0, WindowSeconds = -1, Key = "moon", Algorithm = "guess", OnRedisDown = "panic" },
                ["auth_register"] = new() { Limit = 1001 },
                ["api_global"] = new() { Burst = 5 },
                ["new_one"] = new(),
            },
        };

        var faults = new RateLimitOptionsValidator().Validate(null, options).Failures!.ToList();

        foreach (var key in new[] { ":RedisTimeoutMilliseconds", "Bad Name", "auth_login:Limit", "auth_login:WindowSeconds", "auth_login:Key", "auth_login:Algorithm", "auth_login:OnRedisDown", "auth_register:Limit", "api_global:Burst", "new_one:Limit", "new_one:Key" })
            Assert.Contains(faults, f => f.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void Change_Valid_IsTakenOverAndInvalidIsNot()
    {
        var options = new FixedOptions<RateLimitOptions>(new RateLimitOptions());
        using var policies = new RatePolicies(options, NullLogger<RatePolicies>.Instance);

        options.Change(new RateLimitOptions { Policies = { ["auth_login"] = new() { Limit = 9 } } });
        options.Change(new RateLimitOptions { Policies = { ["auth_login"] = new() { Limit = -9 } } });

        Assert.Equal(9, policies.Get("auth_login").Limit);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2::99", "2001:db8:1:2::/64")]
    [InlineData("garbage", "unknown")]
    [InlineData("", "unknown")]
    public void Address_AnyText_CountsAs(string text, string expected) => Assert.Equal(expected, RateAddress.Normalize(text));

    private static RatePolicies Make(RateLimitOptions options) => new(new FixedOptions<RateLimitOptions>(options), NullLogger<RatePolicies>.Instance);

    [Fact]
    public void Cost_OfARequest_DividesTheLimit()
    {
        var policy = RatePolicyReader.Read(new RateLimitOptions { Policies = { ["heavy"] = new() { Limit = 100, WindowSeconds = 60, Key = "organization", Cost = 5 } } }, [])["heavy"];

        Assert.Equal(20, policy.Limit);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(3)]
    [InlineData(200)]
    public void Cost_ThatLeavesARest_IsAFault(long cost)
    {
        var faults = new List<string>();

        RatePolicyReader.Read(new RateLimitOptions { Policies = { ["heavy"] = new() { Limit = 100, WindowSeconds = 60, Key = "organization", Cost = cost } } }, faults);

        Assert.Contains("heavy:Cost", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Key_OfAPair_KeepsNoPhone()
    {
        Assert.True(RateKey.TryParse("organization+number+recipient", out var key));
        var request = RateRequest.For(OrganizationId.New(), "pair") with { Number = NumberId.New(), Recipient = "+5521987000001" };

        var counter = Assert.Single(key.Resolve("pair", request));

        Assert.DoesNotContain("5521987000001", counter, StringComparison.Ordinal);
        Assert.NotEqual(counter, key.Resolve("pair", request with { Recipient = "+5521987000002" }).Single());
    }
}
