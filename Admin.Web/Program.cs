using Admin.Infrastructure.Messaging.Simulator;
using Admin.Web.Composition;
using Admin.Web.Features.RateLimits;

if (args is [SimulatorProcess.Verb, .. var settings])
    return await SimulatorProcess.RunAsync(settings, AppContext.BaseDirectory);

var builder = Launch.CreateBuilder(args);
builder.AddParts();
builder.AddWebShell();

await using var app = builder.Build();
if (!await app.IsConfiguredAsync())
    return Launch.ConfigurationFault;

app.UseWebShell(beforeApi: api => api.UseRateLimits(), unmatched: nowhere => nowhere.UseUnmatchedRateLimits());
app.MapWebShell();
app.MapFeatures();
return await app.LaunchAsync();
