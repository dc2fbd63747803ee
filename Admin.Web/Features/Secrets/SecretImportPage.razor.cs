using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.Secrets;
using Admin.Domain.Secrets.Importing;
using Admin.Web.Components.Layout;
using Admin.Web.Components.Shared;
using Admin.Web.Composition.Actors;
using Admin.Web.Features.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using ImportSource = Admin.Domain.Secrets.Importing.SecretImportSource;

namespace Admin.Web.Features.Secrets;

/// <summary>Three steps: what to import, what would become of it, what became of it. The text goes up anew for each, and stays nowhere.</summary>
public sealed partial class SecretImportPage : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly SecretImportForm _form = new();
    private SecretImportSource? _source;
    private SecretImportReport? _report;
    private IReadOnlyList<SecretScope> _scopes = [];

    [Inject]
    public required SecretService Service { get; init; }

    [Inject]
    public required SecretImports Imports { get; init; }

    [Inject]
    public required CircuitActor Circuit { get; init; }

    [Inject]
    public required ActionRunner Runner { get; init; }

    [Inject]
    public required IStringLocalizer<SecretManyTexts> Loc { get; init; }

    [Inject]
    public required IStringLocalizer<SecretTexts> Secrets { get; init; }

    [Inject]
    public required IStringLocalizer<SharedTexts> Shared { get; init; }

    [CascadingParameter]
    public required PageContext Page { get; set; }

    [Parameter]
    public required string Organization { get; set; }

    private string HelpKey => _form.Source switch
    {
        ImportSource.Env => nameof(SecretManyTexts.HelpEnv),
        ImportSource.Json => nameof(SecretManyTexts.HelpJson),
        ImportSource.FernetTokens => nameof(SecretManyTexts.HelpFormer),
    };

    // Examples of syntax, the same in every language.
    private string Example => _form.Source switch
    {
        ImportSource.Env => "PAYMENT_API_KEY=sk_live_…\nDATABASE_URL=\"postgres://…\"",
        ImportSource.Json => "{\n  \"PAYMENT_API_KEY\": \"sk_live_…\"\n}",
        ImportSource.FernetTokens => "[\n  { \"name\": \"PAYMENT_API_KEY\", \"token\": \"gAAAAA…\", \"usage_count\": 42 }\n]",
    };

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var scopes = await Service.ScopesAsync(await Circuit.GetAsync(_left.Token), _left.Token);
        if (!scopes.Failed)
            _scopes = scopes.Value;
    }

    private Task LookAsync() => RunAsync(dryRun: true);

    private async Task ImportAsync()
    {
        await RunAsync(dryRun: false);
        if (_report is { DryRun: false })
            await _source!.ClearAsync();
    }

    private void Back()
    {
        _report = null;
        Runner.Clear();
    }

    private async Task RunAsync(bool dryRun)
    {
        var (done, report) = await Runner.RunAsync(() => SendAsync(dryRun));
        if (done)
            _report = report;
    }

    private async Task<Result<SecretImportReport>> SendAsync(bool dryRun)
    {
        var content = await _source!.ReadAsync(_left.Token);
        if (content.Failed)
            return content.Error;
        var key = await _source.ReadKeyAsync(_left.Token);
        if (key.Failed)
            return SecretImportErrors.KeyInvalid;
        var request = _form.ToRequest(content.Value, key.Value, dryRun);
        return request.Failed ? request.Error : await Imports.RunAsync(await Circuit.GetAsync(_left.Token), request.Value, _left.Token);
    }

    private string ImportVerb(int count) => count == 1 ? Loc[nameof(SecretManyTexts.ImportOneDo)] : Loc[nameof(SecretManyTexts.ImportDo), count.ToString("N0", CultureInfo.CurrentCulture)];
}
