using System.Net.Http.Json;
using Admin.Domain.Messaging;
using Admin.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Infrastructure.Messaging;

public sealed class SimulatorLifeTests
{
    [Fact]
    public async Task Template_PausedThreeTimes_IsRefusedAndInTheEndDisabled()
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        await test.TemplateAsync("pause");
        var told = await test.Receiver.ChangeAsync("message_template_status_update");
        Assert.Equal(("PAUSED", "order_update", "en_US", "FIRST_PAUSE"), (told.Text("event"), told.Text("message_template_name"), told.Text("message_template_language"), told.GetProperty("other_info").Text("title")));
        Assert.Equal(132015, await test.CodeAsync());

        await test.TemplateAsync("approve");
        Assert.Equal("APPROVED", (await test.Receiver.ChangeAsync("message_template_status_update")).Text("event"));
        Assert.Equal(0, await test.CodeAsync());

        await test.TemplateAsync("pause");
        await test.TemplateAsync("approve");
        await test.TemplateAsync("pause");
        Assert.Equal(132016, await test.CodeAsync());
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 6)]
    public async Task Template_Paused_IsApprovedByItself(int pauses, int hours)
    {
        var time = new FakeTimeProvider(Times.Start);
        await using var test = await SimulatorUnderTest.StartAsync(o => o.WebhookUrl = null, time);
        for (var i = 1; i < pauses; i++)
        {
            await test.TemplateAsync("pause");
            await test.TemplateAsync("approve");
        }

        await test.TemplateAsync("pause");

        var template = (await test.GetAsync("_simulator/state")).Items("templates").Single();
        Assert.Equal(Times.Start.UtcDateTime.AddHours(hours), template.GetProperty("paused_until").GetDateTime());
        time.Advance(TimeSpan.FromHours(hours));
        await UntilAsync(async () => await test.CodeAsync() == 0);
    }

    [Fact]
    public async Task Template_Deleted_DoesNotExist()
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        await test.TemplateAsync("delete");

        Assert.Equal(132001, await test.CodeAsync());
        Assert.Equal("PENDING_DELETION", (await test.Receiver.ChangeAsync("message_template_status_update")).Text("event"));
        Assert.Empty((await test.GetAsync("v25.0/200/message_templates")).Items("data"));
    }

    [Fact]
    public async Task Template_OfWorseQuality_IsTold()
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        Assert.Equal(200, await test.ControlAsync(HttpMethod.Patch, "templates", """{"waba_id":"","name":"order_update","language":"en_US","quality":"red"}"""));

        var told = await test.Receiver.ChangeAsync("message_template_quality_update");
        Assert.Equal(("UNKNOWN", "RED"), (told.Text("previous_quality_score"), told.Text("new_quality_score")));
    }

    [Theory]
    [InlineData("release", "Sent,Delivered,Read", "GREEN")]
    [InlineData("drop", "Failed", null)]
    public async Task Template_Paced_HoldsMessagesUntilTheDecision(string act, string story, string? quality)
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.PacingThreshold = 1);
        await test.SendAsync("5511900000001", "c:1");
        await test.Receiver.TakeAsync(3);

        var held = Assert.IsType<SendOutcome.Accepted>(await test.SendAsync("5511900000002", "c:2"));
        Assert.Equal("held_for_quality_assessment", held.MessageStatus);
        await test.TemplateAsync(act);
        var statuses = await test.Receiver.TakeAsync(story.Split(',').Length);

        Assert.Equal(story, string.Join(',', statuses.Select(s => s.Kind)));
        Assert.All(statuses, s => Assert.Equal(held.Wamid, s.Wamid));
        Assert.Equal(quality is null ? 132015 : 0, quality is null ? statuses[0].Errors[0].Code : 0);
        Assert.Equal(quality is null ? 132015 : 0, await test.CodeAsync("5511900000003"));
    }

    [Fact]
    public async Task Template_MadeByTheApi_IsPendingThenApproved()
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.ApprovalDelay = TimeSpan.Zero);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", "token-1");

        using var made = await http.PostAsJsonAsync(new Uri(test.BaseUrl, "v25.0/200/message_templates"), new { name = "hello", language = "pt_BR", category = "utility", components = new[] { new { type = "BODY", text = "Oi {{1}}, {{2}}" } } });

        Assert.Contains("PENDING", await made.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(("APPROVED", "hello"), await test.Receiver.ChangeAsync("message_template_status_update") is var told ? (told.Text("event"), told.Text("message_template_name")) : default);
        var template = (await test.GetAsync("v25.0/200/message_templates?name=hello")).Items("data").Single();
        Assert.Equal(("UTILITY", "APPROVED"), (template.Text("category"), template.Text("status")));
    }

    [Fact]
    public async Task Number_Upgraded_Answers131057UntilItIsFast()
    {
        var time = new FakeTimeProvider(Times.Start);
        await using var test = await SimulatorUnderTest.StartAsync(
            o =>
            {
                o.WebhookUrl = null;
                o.Numbers[0].MessagesPerSecond = 80;
            },
            time);

        await test.NumberAsync("""{"upgrade":true}""");

        Assert.Equal(131057, await test.CodeAsync());
        time.Advance(TimeSpan.FromMinutes(1));
        await UntilAsync(async () => await test.CodeAsync() == 0);
        Assert.Equal("HIGH", (await test.GetAsync("v25.0/100?fields=throughput")).GetProperty("throughput").Text("level"));
    }

    [Fact]
    public async Task Number_OfUpgradeAndWorseQuality_IsTold()
    {
        await using var test = await SimulatorUnderTest.StartAsync(o =>
        {
            o.UpgradeDuration = TimeSpan.Zero;
            o.Numbers[0].MessagesPerSecond = 80;
        });

        await test.NumberAsync("""{"upgrade":true}""");
        Assert.Equal(("THROUGHPUT_UPGRADE", "+55 11 3000"), await test.Receiver.ChangeAsync("phone_number_quality_update") is var faster ? (faster.Text("event"), faster.Text("display_phone_number")) : default);
        await test.NumberAsync("""{"quality":"yellow"}""");
        Assert.Equal("DOWNGRADE", (await test.Receiver.ChangeAsync("phone_number_quality_update")).Text("event"));
        await test.NumberAsync("""{"quality":"red"}""");
        Assert.Equal("FLAGGED", (await test.Receiver.ChangeAsync("phone_number_quality_update")).Text("event"));
        Assert.Equal("RED", (await test.GetAsync("v25.0/100")).Text("quality_rating"));
    }

    [Theory]
    [InlineData(131031, "account_update", "DISABLED_UPDATE")]
    [InlineData(368, "account_update", "ACCOUNT_VIOLATION")]
    [InlineData(131042, "account_alerts", null)]
    public async Task Account_Locked_RefusesEveryNumberOfItAndIsTold(int code, string field, string? happened)
    {
        await using var test = await SimulatorUnderTest.StartAsync(o => o.Numbers.Add(new() { PhoneNumberId = "101", WabaId = SimulatorUnderTest.WabaId }));
        Assert.Equal(200, await test.ControlAsync(HttpMethod.Patch, "numbers/101", $$"""{"block":{{code}}}"""));

        Assert.Equal(code, await test.CodeAsync());
        Assert.Equal(happened, (await test.Receiver.ChangeAsync(field)).Text("event"));

        await test.NumberAsync("""{"block":0}""");
        Assert.Equal(0, await test.CodeAsync());
    }

    [Fact]
    public async Task Number_WithoutItsToken_Answers190()
    {
        await using var test = await SimulatorUnderTest.StartAsync();

        await test.NumberAsync("""{"block":190}""");

        Assert.Equal(190, await test.CodeAsync());
    }

    // What happens by itself does so within a moment of its time.
    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds())
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }
}
