using System.Net.Http.Json;
using Admin.E2E.Fixtures;

namespace Admin.Bench;

/// <summary>The demo organizations have a limit of their own, which no setting lifts.</summary>
internal static class BenchLimits
{
    /// <summary>Lets Acme send as much as its numbers carry.</summary>
    public static async Task LiftAsync(AppProcess app)
    {
        using var platform = await Rest.VisitAsync(app, "acme", "bench");
        using var answer = await platform.PutAsJsonAsync("/api/v1/rate-limits/whatsapp_send/override", new { limit = 1_000_000, window_seconds = 60, reason = "The number's own speed is measured." });
        answer.EnsureSuccessStatusCode();
    }
}
