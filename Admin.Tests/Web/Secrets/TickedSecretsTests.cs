using Admin.Domain.Secrets;
using Admin.Tests.Domain.Secrets;
using Admin.Web.Features.Secrets;

namespace Admin.Tests.Web.Secrets;

public sealed class TickedSecretsTests : IAsyncLifetime
{
    private readonly TickedSecrets _ticked = new();
    private List<SecretView> _page = [];

    public async ValueTask InitializeAsync()
    {
        await using var test = await SecretsFixture.CreateAsync();
        foreach (var name in new[] { "A", "B", "C", "D" })
            _page.Add(await test.AddAsync(name));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Turn_WithShift_TakesTheRowsBetween()
    {
        _ticked.Turn(_page, _page[3].Id, withShift: false);
        _ticked.Turn(_page, _page[1].Id, withShift: true);

        Assert.Equal([false, true, true, true], _page.Select(s => _ticked.Has(s.Id)));
    }

    [Fact]
    public void Turn_WithShiftFromAnotherPage_TakesTheOneAlone()
    {
        _ticked.Turn(_page[..2], _page[0].Id, withShift: false);
        _ticked.Turn(_page[2..], _page[3].Id, withShift: true);

        Assert.Equal([true, false, false, true], _page.Select(s => _ticked.Has(s.Id)));
    }

    [Fact]
    public void TurnAll_Twice_TicksAndUnticksThePage()
    {
        _ticked.Turn(_page, _page[0].Id, withShift: false);
        _ticked.TurnAll(_page);
        Assert.True(_ticked.HasAll(_page));

        _ticked.TurnAll(_page);

        Assert.Equal(0, _ticked.Count);
        Assert.False(_ticked.HasAll([]));
    }
}
