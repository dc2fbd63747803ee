using System.Net.Http.Json;
using System.Text.Json;

namespace Admin.E2E.Fixtures;

/// <summary>A data source of Acme's that a journey of the console has for itself: products with prices, and people with phones.</summary>
internal static class Stock
{
    private const string Script = """
        CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT NOT NULL, price INTEGER NOT NULL);
        INSERT INTO products VALUES (1, 'Coffee', 1000), (2, 'Tea', 2000), (3, '=Cocoa', 3000), (4, 'Sugar', 400), (5, 'Milk', 500);
        CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, phone TEXT NOT NULL);
        INSERT INTO people VALUES (1, 'Ana', '+5511900000301'), (2, 'Bia', '+5511900000302');
        """;

    /// <param name="name">Of the data source.</param>
    /// <param name="settings">What it has beyond a name and a file.</param>
    public static async Task MakeAsync(Stage stage, string name, object settings)
    {
        using var api = await Rest.SignInAsync(stage.App, People.Admin);
        var sources = await api.GetFromJsonAsync<JsonElement>("/api/v1/data-sources");
        var organization = sources.GetProperty("items")[0].GetProperty("organization_id").GetString()!;
        var file = $"{name.ToLowerInvariant()}.db";
        await stage.MakeDatabaseAsync(organization, file, Script);
        var body = JsonSerializer.SerializeToNode(settings)!.AsObject();
        (body["name"], body["engine"], body["database"]) = (name, "sqlite", file);
        await api.PostAsync("data-sources", body);
    }
}
