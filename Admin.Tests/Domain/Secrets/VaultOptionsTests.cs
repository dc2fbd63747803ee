using Admin.Domain.Secrets;

namespace Admin.Tests.Domain.Secrets;

public sealed class VaultOptionsTests
{
    private static VaultOptions Right => new() { Address = "https://vault.test:8200", Key = "admin-secrets", Token = "hvs.token" };

    [Fact]
    public void Faults_NothingGiven_HasNone()
    {
        Assert.Empty(new VaultOptions().Faults());
        Assert.False(new VaultOptions().IsSetUp);
    }

    [Fact]
    public void Faults_AllRight_HasNone()
    {
        var byRole = Right;
        (byRole.Token, byRole.RoleId, byRole.SecretId) = (null, "role", "secret");
        (byRole.Namespace, byRole.Mount, byRole.Address) = ("team/a", "eu/transit-1", "http://127.0.0.1:8200");

        Assert.Empty(Right.Faults());
        Assert.Empty(byRole.Faults());
    }

    public static TheoryData<string, Action<VaultOptions>> Wrong() => new()
    {
        { "Secrets:Vault:Address", o => o.Address = null },
        { "Secrets:Vault:Address", o => o.Address = "http://vault.test:8200" },
        { "Secrets:Vault:Address", o => o.Address = "https://me:hvs.token@vault.test" },
        { "Secrets:Vault:Address", o => o.Address = "vault.test" },
        { "Secrets:Vault:Namespace", o => o.Namespace = "../other" },
        { "Secrets:Vault:Mount", o => o.Mount = "transit/../sys" },
        { "Secrets:Vault:Mount", o => o.Mount = "" },
        { "Secrets:Vault:Key", o => o.Key = null },
        { "Secrets:Vault:Key", o => o.Key = "a/b" },
        { "Secrets:Vault:Key", o => o.Key = ".." },
        { "Token, or RoleId", o => o.Token = null },
        { "Token, or RoleId", o => (o.Token, o.RoleId) = (null, "role") },
        { "Token, or RoleId", o => (o.RoleId, o.SecretId) = ("role", "secret") },
        { "Secrets:Vault:Token", o => o.Token = "hvs.token\r\nX-Other: 1" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Faults_Wrong_NamesTheSettingAndNoCredential(string said, Action<VaultOptions> change)
    {
        var options = Right;
        change(options);

        var fault = Assert.Single(options.Faults());

        Assert.Contains(said, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("hvs.token", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_DefaultProviderNotSetUp_IsNamed() =>
        Assert.Contains("Secrets:DefaultProvider is vault", new SecretsOptionsValidator().Validate(null, new SecretsOptions { DefaultProvider = SecretProviders.Vault }).FailureMessage, StringComparison.Ordinal);
}
