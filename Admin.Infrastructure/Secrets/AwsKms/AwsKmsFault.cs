using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;

namespace Admin.Infrastructure.Secrets.AwsKms;

/// <summary>What an exception of AWS's client means for a call that uses this key.</summary>
internal static class AwsKmsFault
{
    public static bool IsKnown(Exception e) => e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or OperationCanceledException or TimeoutException;

    public static Error Of(Exception e, string key) => e switch
    {
        NotFoundException => SecretProviderErrors.KeyMissing(SecretProviders.AwsKms, key),
        DisabledException or KMSInvalidStateException or InvalidKeyUsageException => SecretProviderErrors.KeyDisabled(SecretProviders.AwsKms, key),
        InvalidCiphertextException or IncorrectKeyException => SecretErrors.Unreadable,
        KeyUnavailableException or DependencyTimeoutException or KMSInternalException => SecretProviderErrors.Unreachable(SecretProviders.AwsKms),
        AmazonServiceException service => Of(service, key),
        // Of the client itself: it found no credentials.
        AmazonClientException => SecretProviderErrors.SignInRefused(SecretProviders.AwsKms),
        _ => SecretProviderErrors.Unreachable(SecretProviders.AwsKms),
    };

    private static Error Of(AmazonServiceException e, string key) => (e.ErrorCode, (int)e.StatusCode) switch
    {
        ("AccessDeniedException", _) => SecretProviderErrors.Refused(SecretProviders.AwsKms, key),
        ("ThrottlingException" or "Throttling" or "RequestLimitExceeded" or "LimitExceededException", _) or (_, 429) => SecretProviderErrors.Throttled(SecretProviders.AwsKms),
        ("UnrecognizedClientException" or "InvalidSignatureException" or "IncompleteSignatureException" or "ExpiredTokenException" or "InvalidClientTokenId"
            or "MissingAuthenticationTokenException" or "SignatureDoesNotMatch", _) => SecretProviderErrors.SignInRefused(SecretProviders.AwsKms),
        // 0: there was no answer.
        (_, 0 or >= 500) => SecretProviderErrors.Unreachable(SecretProviders.AwsKms),
        _ => SecretProviderErrors.Failed(SecretProviders.AwsKms),
    };
}
