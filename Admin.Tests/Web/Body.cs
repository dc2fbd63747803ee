using System.Net.Http.Json;
using System.Text.Json;

namespace Admin.Tests.Web;

internal static class Body
{
    public static Task<JsonElement> OfAsync(HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
}
