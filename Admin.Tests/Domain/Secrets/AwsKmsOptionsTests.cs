using Admin.Domain.Secrets;

namespace Admin.Tests.Domain.Secrets;

public sealed class AwsKmsOptionsTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("alias/admin", "sa-east-1", null, null)]
    [InlineData("alias/admin", "sa-east-1", "https://vpce-1.kms.sa-east-1.vpce.amazonaws.com", null)]
    [InlineData("alias/admin", "sa-east-1", "http://127.0.0.1:4566", null)]
    [InlineData("alias/admin", null, null, "Secrets:AwsKms:Region")]
    [InlineData("alias/admin", "sa-east-1", "http://kms.test", "Secrets:AwsKms:ServiceUrl")]
    [InlineData("alias/ admin", "sa-east-1", null, "Secrets:AwsKms:KeyId")]
    [InlineData(null, "sa-east-1", null, "Secrets:AwsKms:KeyId")]
    public void Faults_Settings_NamesWhatIsWrong(string? keyId, string? region, string? serviceUrl, string? said)
    {
        var faults = string.Join('\n', new AwsKmsOptions { KeyId = keyId, Region = region, ServiceUrl = serviceUrl }.Faults());

        if (said is null)
            Assert.Empty(faults);
        else
            Assert.StartsWith(said, faults, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_DefaultProviderNotSetUp_IsNamed() =>
        Assert.Contains("Secrets:DefaultProvider is aws_kms", new SecretsOptionsValidator().Validate(null, new SecretsOptions { DefaultProvider = SecretProviders.AwsKms }).FailureMessage, StringComparison.Ordinal);
}
