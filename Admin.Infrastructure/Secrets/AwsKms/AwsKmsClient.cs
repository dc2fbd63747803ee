using Admin.Domain.Secrets;
using Amazon;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Microsoft.Extensions.Options;

namespace Admin.Infrastructure.Secrets.AwsKms;

/// <summary>AWS's client, made when it is first needed: the provider may not be set up.</summary>
/// <param name="credentials">Not registered by the application: AWS's own chain (environment, profile, role of the machine) finds them.</param>
internal sealed class AwsKmsClient(IOptions<SecretsOptions> options, AWSCredentials? credentials = null) : IDisposable
{
    private const int Retries = 2;

    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(5);

    private readonly Lazy<AmazonKeyManagementServiceClient> _client = new(() => Make(options.Value.AwsKms, credentials));

    public IAmazonKeyManagementService Api => _client.Value;

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private static AmazonKeyManagementServiceClient Make(AwsKmsOptions options, AWSCredentials? credentials)
    {
        // The standard mode repeats throttling, 5xx and broken connections, with jitter.
        var config = new AmazonKeyManagementServiceConfig { RetryMode = RequestRetryMode.Standard, MaxErrorRetry = Retries, Timeout = TryTimeout };
        if (string.IsNullOrEmpty(options.ServiceUrl))
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }
        else
        {
            config.ServiceURL = options.ServiceUrl;
            config.AuthenticationRegion = options.Region;
        }

        return credentials is null ? new AmazonKeyManagementServiceClient(config) : new AmazonKeyManagementServiceClient(credentials, config);
    }
}
