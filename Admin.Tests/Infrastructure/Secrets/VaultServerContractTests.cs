using System.Net.Http.Json;
using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Tests.Support;

namespace Admin.Tests.Infrastructure.Secrets;

/// <summary>
/// Against a Vault or OpenBao server, so that the double cannot drift from it unseen. ADMIN_TEST_VAULT is <c>address|token</c>;
/// the token may mount a transit engine and make keys there.
/// </summary>
public sealed class VaultServerContractTests : SecretCipherContract
{
    private const string Mount = "admin-tests";

    private readonly string[] _server = (Environment.GetEnvironmentVariable("ADMIN_TEST_VAULT") ?? "").Split('|');
    private readonly string _key = $"k{Guid.CreateVersion7():N}";

    protected override string Provider => SecretProviders.Vault;

    protected override IReadOnlyList<string> Credentials => [_server[1]];

    public override async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(_server.Length == 2, "ADMIN_TEST_VAULT (address|token) is not set");
        using var client = new HttpClient { BaseAddress = new Uri($"{_server[0].TrimEnd('/')}/v1/") };
        client.DefaultRequestHeaders.Add("X-Vault-Token", _server[1]);
        // Refused where the mount is there already.
        using var mounted = await client.PostAsJsonAsync($"sys/mounts/{Mount}", new { type = "transit" });
        using var made = await client.PostAsJsonAsync($"{Mount}/keys/{_key}", new { type = "aes256-gcm96", derived = true });
        made.EnsureSuccessStatusCode();
        await base.InitializeAsync();
    }

    private protected override Task<SecretsFixture> MakeAsync() => SecretsFixture.CreateAsync(settings: Settings(_server[0]));

    private protected override Task<SecretsFixture> MakeAwayAsync() => SecretsFixture.CreateAsync(settings: Settings(Nowhere.Address));

    private Dictionary<string, string?> Settings(string address) => new(StringComparer.Ordinal)
    {
        ["Secrets:Vault:Address"] = address,
        ["Secrets:Vault:Mount"] = Mount,
        ["Secrets:Vault:Key"] = _key,
        ["Secrets:Vault:Token"] = _server[1],
    };
}
