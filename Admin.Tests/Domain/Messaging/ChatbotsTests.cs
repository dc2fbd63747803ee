using Admin.Domain.Common;
using Admin.Domain.Messaging;
using Admin.Tests.Support;

namespace Admin.Tests.Domain.Messaging;

public sealed class ChatbotsTests : IAsyncLifetime
{
    private World _world = null!;

    private Chatbots Chatbots => _world.Get<Chatbots>();

    public async ValueTask InitializeAsync() => _world = await World.CreateAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Create_NameOfAnother_IsAConflictInTheSameOrganizationOnly()
    {
        var same = await Chatbots.CreateAsync(_world.Acme.Admin, new ChatbotDraft(" ACME bot "), CancellationToken.None);
        var other = await Chatbots.CreateAsync(_world.Globex.Admin, new ChatbotDraft("Acme bot"), CancellationToken.None);

        Assert.Equal("chatbot_name_taken", same.Error!.Code);
        Assert.False(other.Failed);
    }

    [Fact]
    public async Task Change_ToItsOwnName_IsFine()
    {
        var bot = _world.Acme.Chatbot;

        var changed = await Chatbots.ChangeAsync(_world.Acme.Admin, bot.Id, new ChatbotDraft(bot.Name, "Sells"), bot.Stamp, CancellationToken.None);

        Assert.Equal("Sells", changed.Value.Description);
        Assert.NotEqual(bot.Stamp, changed.Value.Stamp);
    }

    [Fact]
    public async Task Delete_InUse_NamesWhatUsesIt()
    {
        var deleted = await Chatbots.DeleteAsync(_world.Acme.Admin, _world.Acme.Chatbot.Id, CancellationToken.None);

        Assert.Equal((ErrorKind.Conflict, "chatbot_in_use"), (deleted.Error!.Kind, deleted.Error.Code));
        Assert.Contains($"number:{_world.Acme.Number.Id}", Assert.IsType<string[]>(deleted.Error.Args.Single(a => a.Key == "used_by").Value));
    }

    [Fact]
    public async Task Delete_Unused_IsGone()
    {
        var bot = (await Chatbots.CreateAsync(_world.Acme.Admin, new ChatbotDraft("Spare"), CancellationToken.None)).Value;

        await Chatbots.DeleteAsync(_world.Acme.Admin, bot.Id, CancellationToken.None);

        Assert.Equal("chatbot_not_found", (await Chatbots.GetAsync(_world.Acme.Admin, bot.Id, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task List_TextWithWildcards_TakesThemLiterally()
    {
        await Chatbots.CreateAsync(_world.Acme.Admin, new ChatbotDraft("100% sure"), CancellationToken.None);

        var found = await Chatbots.ListAsync(_world.Acme.Admin, "0% s", new PageRequest(), CancellationToken.None);
        var none = await Chatbots.ListAsync(_world.Acme.Admin, "1%sure", new PageRequest(), CancellationToken.None);

        Assert.Equal("100% sure", Assert.Single(found.Value.Items).Name);
        Assert.Empty(none.Value.Items);
    }
}
