namespace Admin.Domain.Secrets;

/// <summary>Section <c>Secrets:AwsKms</c>. Without a key the provider is not offered. Credentials come from where AWS's own tools find them.</summary>
public sealed class AwsKmsOptions
{
    /// <summary>Id, ARN, <c>alias/…</c> or ARN of an alias of a symmetric key.</summary>
    public string? KeyId { get; set; }

    public string? Region { get; set; }

    /// <summary>Another address than the region's, as of a VPC endpoint.</summary>
    public string? ServiceUrl { get; set; }

    public bool IsSetUp => !string.IsNullOrWhiteSpace(KeyId);

    internal IEnumerable<string> Faults()
    {
        if (!IsSetUp)
        {
            if (!string.IsNullOrEmpty(ServiceUrl) || !string.IsNullOrEmpty(Region))
                yield return "Secrets:AwsKms:KeyId is required where other settings of Secrets:AwsKms are given.";
            yield break;
        }

        if (KeyId!.Length > SecretVersion.KeyIdMaxLength || KeyId.Any(c => c is <= ' ' or >= '\u007f'))
            yield return "Secrets:AwsKms:KeyId must be the id, ARN or alias of a key.";
        if (string.IsNullOrWhiteSpace(Region))
            yield return "Secrets:AwsKms:Region is required, such as sa-east-1.";
        if (!string.IsNullOrEmpty(ServiceUrl) && !ProviderAddress.IsSafe(ServiceUrl))
            yield return "Secrets:AwsKms:ServiceUrl must be an https address (http only on loopback) without user, query or fragment.";
    }
}
