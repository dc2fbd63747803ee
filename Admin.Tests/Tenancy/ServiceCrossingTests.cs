using System.Reflection;
using Admin.Domain.Common;
using Admin.Tests.Support;

namespace Admin.Tests.Tenancy;

/// <summary>
/// Tries every service method of the domain across organizations, whoever wrote it: an org admin of Globex hands over what
/// belongs to Acme. A method or a request type that is new is tried without anybody remembering it, or fails here by its name.
/// </summary>
public sealed class ServiceCrossingTests : IAsyncLifetime
{
    private World _world = null!;
    private Belongings _acme = null!;
    private Belongings _globex = null!;

    public static TheoryData<string> Methods => [.. ServiceMethods.All.Select(ServiceMethods.NameOf)];

    public async ValueTask InitializeAsync()
    {
        _world = await World.CreateAsync();
        _acme = await Belongings.OfAsync(_world.Acme);
        _globex = await Belongings.OfAsync(_world.Globex);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public void Methods_OfTheDomain_AreFound() => Assert.True(ServiceMethods.All.Count > 60, "The search for service methods finds too few; did their form change?");

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_GivenWhatBelongsToAnotherOrganization_DoesNotFindIt(string name)
    {
        var method = ServiceMethods.Find(name);

        foreach (var (what, arguments) in Crossings(method))
        {
            var (error, value) = await Call.RunAsync(_world, method, arguments);

            Assert.True(SaysNothing(error), $"{name} with a foreign {what} answered {error?.Code ?? value?.ToString() ?? "success"}.");
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_GivenOnlyOwnThings_AnswersNothingOfOthersAndFindsItsOwn(string name)
    {
        var method = ServiceMethods.Find(name);
        var arguments = method.GetParameters().Select(p => Recipe(method, p).Own).ToArray();

        var (error, value) = await Call.RunAsync(_world, method, arguments);

        // Without this, a method that finds nothing at all would pass the test above.
        if (Crossings(method).Any() && !FindsNothingOfItsOwn.Contains(name))
            Assert.True(error?.Kind is not (ErrorKind.NotFound or ErrorKind.Unauthenticated), $"{name} did not find its own: {error?.Code}.");
        var text = await Call.TextAsync(value);
        Assert.All(_acme.Traces(), trace => Assert.DoesNotContain(trace, text, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Not found; or forbidden, which is decided without looking at the object; or the answer that anybody gets for a
    /// phone_number_id that does not exist.
    /// </summary>
    private static bool SaysNothing(Error? error) => error is { Kind: ErrorKind.NotFound } or { Code: "forbidden" or "number_unknown" or "further_number_unknown" };

    /// <summary>There is nothing to find: the recipient of that ordinal is not there.</summary>
    private static readonly HashSet<string> FindsNothingOfItsOwn = new(StringComparer.Ordinal)
    {
        "CampaignControl.SettleAsync(CampaignId, Int32, Settlement, CancellationToken)",
        "RecipientReader.TimelineAsync(CampaignId, Int32, CancellationToken)",
    };

    /// <summary>The method's own arguments, with one of them foreign at a time.</summary>
    private IEnumerable<(string What, object?[] Arguments)> Crossings(MethodInfo method)
    {
        var recipes = method.GetParameters().Select(p => Recipe(method, p)).ToArray();
        for (var i = 0; i < recipes.Length; i++)
        {
            foreach (var (what, value) in recipes[i].Foreign)
            {
                var arguments = recipes.Select(r => r.Own).ToArray();
                arguments[i] = value;
                yield return (what, arguments);
            }
        }
    }

    private Argument Recipe(MethodInfo method, ParameterInfo parameter) => new Arguments(_globex, _acme).For(method, parameter);
}
