using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace Admin.Tests.Support;

/// <summary>
/// moto's AWS, where <c>moto_server</c> is on the PATH: written by others than us, it knows KMS's protocol. One process for a
/// run of the tests; each test has a key and an alias of its own.
/// </summary>
internal sealed partial class MotoServer : IDisposable
{
    public const string Region = "sa-east-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<string?>> Address = new(StartAsync);

    private readonly AmazonKeyManagementServiceClient _kms;
    private readonly string _address;

    private MotoServer(string address)
    {
        _address = address;
        _kms = new AmazonKeyManagementServiceClient(AwsKmsDouble.Credentials, new AmazonKeyManagementServiceConfig { ServiceURL = address, AuthenticationRegion = Region });
    }

    public string Alias { get; } = $"alias/admin-{Guid.CreateVersion7():N}";

    public string Arn { get; private set; } = "";

    // moto does not take ARNs everywhere.
    private string KeyId => Arn[(Arn.LastIndexOf('/') + 1)..];

    /// <summary>With a key of its own; a skip that says so where there is no moto.</summary>
    public static async Task<MotoServer> CreateAsync()
    {
        var address = await Address.Value;
        Assert.SkipWhen(address is null, "moto_server is not on the PATH (pip install 'moto[server,kms]')");
        var moto = new MotoServer(address);
        await moto.AddKeyAsync();
        return moto;
    }

    /// <summary>A new key, to which the alias points from now on.</summary>
    public async Task AddKeyAsync()
    {
        var isFirst = Arn.Length == 0;
        Arn = (await _kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.Arn;
        if (isFirst)
            await _kms.CreateAliasAsync(new CreateAliasRequest { AliasName = Alias, TargetKeyId = Arn });
        else
            await _kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = Alias, TargetKeyId = Arn });
    }

    public Task DisableAsync() => _kms.DisableKeyAsync(KeyId);

    public Task DeleteAsync() => _kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = KeyId, PendingWindowInDays = 7 });

    public Dictionary<string, string?> Settings(string? key = null) => new(StringComparer.Ordinal)
    {
        ["Secrets:AwsKms:KeyId"] = key ?? Alias,
        ["Secrets:AwsKms:Region"] = Region,
        ["Secrets:AwsKms:ServiceUrl"] = _address,
    };

    public void Dispose() => _kms.Dispose();

    private static async Task<string?> StartAsync()
    {
        var process = new Process { StartInfo = new ProcessStartInfo("moto_server", ["-H", "127.0.0.1", "-p", "0"]) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false } };
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is null || RunningOn().Match(line.Data) is not { Success: true } running)
                return;
            found.TrySetResult(running.Value);
        }

        process.ErrorDataReceived += Look;
        process.OutputDataReceived += Look;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            process.Dispose();
            return null;
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill(entireProcessTree: true);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return await found.Task.WaitAsync(Patience);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex RunningOn();
}
