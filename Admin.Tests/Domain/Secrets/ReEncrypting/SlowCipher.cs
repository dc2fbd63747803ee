using Admin.Domain.Common;
using Admin.Domain.Secrets;

namespace Admin.Tests.Domain.Secrets.ReEncrypting;

/// <summary>A provider that encrypts when it is told to; what it makes is the content itself.</summary>
internal sealed class SlowCipher : ISecretCipher
{
    public const string Name = "slow";

    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen
    {
        init => _open.SetResult();
    }

    public string Provider => Name;

    public bool IsSetUp => true;

    public IReadOnlyList<string> KeyIds => ["slow-key"];

    public void Open() => _open.TrySetResult();

    public async Task<Result<SealedValue>> EncryptAsync(SecretContext context, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        Reached.TrySetResult();
        await _open.Task.WaitAsync(ct);
        return new SealedValue("slow-key", content.ToArray(), []);
    }

    public Task<Result<byte[]>> DecryptAsync(SecretContext context, SealedValue value, CancellationToken ct) =>
        Task.FromResult<Result<byte[]>>(value.Ciphertext.ToArray());

    public Task<SecretCipherHealth> CheckAsync(CancellationToken ct) => Task.FromResult(new SecretCipherHealth("slow-key"));

    public Task<Error?> KeyFaultAsync(string keyId, CancellationToken ct) => Task.FromResult<Error?>(null);
}
