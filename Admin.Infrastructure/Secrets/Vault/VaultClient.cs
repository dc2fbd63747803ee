using System.Text.Json;
using Admin.Domain.Common;

namespace Admin.Infrastructure.Secrets.Vault;

/// <summary>Calls with the session's token. One that is refused is replaced once, where that is possible, and the call repeated.</summary>
internal sealed class VaultClient(VaultHttp http, VaultSession session)
{
    public async Task<Result<VaultAnswer>> CallAsync(HttpMethod method, string path, Action<Utf8JsonWriter>? write, CancellationToken ct)
    {
        var token = await session.GetTokenAsync(ct);
        if (token.Failed)
            return token.Error;
        var answer = await http.SendAsync(method, path, token.Value, write, ct);
        if (answer.Status != 403 || await session.ReplaceAsync(token.Value, ct) is not { } another)
            return answer;
        answer.Dispose();
        return another.Failed ? another.Error : await http.SendAsync(method, path, another.Value, write, ct);
    }
}
