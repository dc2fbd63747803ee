using System.Text.Json;
using Admin.Domain.Messaging.Simulating;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>What becomes of numbers and their accounts: quality, throughput, locks. Each step is told by its webhook.</summary>
internal sealed class NumberLife(SimulatorCatalog catalog, PlatformEvents events, Dials dials, TimeProvider time)
{
    public const int Upgraded = 1000;
    public const int Standard = 80;

    private const int PaymentIssue = 131042;

    /// <summary>They concern the whole business account, not one number.</summary>
    private static readonly int[] AccountBlocks = [368, 131031, PaymentIssue];

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task ChangeAsync(KnownNumber number, SimulatedNumberChange change)
    {
        if (change.Quality is { } quality && quality != number.Quality)
            await RateAsync(number, quality);
        if (change.MessagesPerSecond is { } perSecond)
            number.SendAt(perSecond);
        if (change.Upgrade && number.MessagesPerSecond < Upgraded)
            number.UpgradingUntil = Now + (long)dials.Now.UpgradeDuration.TotalMilliseconds;
        if (change.Block is { } block && block != number.Block)
            await BlockAsync(number, block);
    }

    /// <summary>What happens by itself when its time has come.</summary>
    public async Task MoveAsync()
    {
        var now = Now;
        foreach (var number in catalog.Numbers.Where(n => n.UpgradingUntil != 0 && n.UpgradingUntil <= now))
        {
            number.UpgradingUntil = 0;
            number.SendAt(Upgraded);
            await TellQualityAsync(number, "THROUGHPUT_UPGRADE");
        }
    }

    /// <summary>The portfolio's tier as the API names it.</summary>
    public string Tier => dials.Now.UniquePeoplePerDay switch
    {
        0 or > 100_000 => "TIER_UNLIMITED",
        <= 50 => "TIER_50",
        <= 250 => "TIER_250",
        <= 1000 => "TIER_1K",
        <= 2000 => "TIER_2K",
        <= 10_000 => "TIER_10K",
        _ => "TIER_100K",
    };

    public static string Level(int messagesPerSecond) => messagesPerSecond >= Upgraded ? "HIGH" : "STANDARD";

    private Task RateAsync(KnownNumber number, SimulatedQuality quality)
    {
        var (before, told) = (number.Quality, quality switch
        {
            SimulatedQuality.Red => "FLAGGED",
            _ when number.Quality == SimulatedQuality.Red => "UNFLAGGED",
            _ when quality > number.Quality => "DOWNGRADE",
            _ => "UPGRADE",
        });
        number.Quality = quality;
        return before == quality ? Task.CompletedTask : TellQualityAsync(number, told);
    }

    private async Task BlockAsync(KnownNumber number, int block)
    {
        var isOfAccount = Array.IndexOf(AccountBlocks, block) >= 0 || Array.IndexOf(AccountBlocks, number.Block) >= 0;
        var concerned = isOfAccount ? catalog.Numbers.Where(n => n.Settings.WabaId == number.Settings.WabaId) : [number];
        foreach (var one in concerned)
            one.Block = block;
        if (!isOfAccount)
            return;
        await events.TellAsync(number.Settings.WabaId, block == PaymentIssue ? "account_alerts" : "account_update", json => WriteBlock(json, number, block));
    }

    private static void WriteBlock(Utf8JsonWriter json, KnownNumber number, int block)
    {
        json.WriteStartObject();
        if (block == PaymentIssue)
        {
            json.WriteString("entity_type", "WABA");
            json.WriteString("entity_id", number.Settings.WabaId);
            json.WriteString("alert_severity", "CRITICAL");
            json.WriteString("alert_status", "ACTIVE");
            json.WriteString("alert_type", "PAYMENT_ISSUE");
            json.WriteString("alert_description", GraphErrors.Title(block));
        }
        else
        {
            json.WriteString("phone_number", string.Concat(number.Settings.DisplayPhoneNumber.Where(char.IsAsciiDigit)));
            json.WriteString("event", block switch
            {
                0 => "ACCOUNT_RESTORED",
                368 => "ACCOUNT_VIOLATION",
                _ => "DISABLED_UPDATE",
            });
            if (block == 368)
            {
                json.WriteStartObject("violation_info");
                json.WriteString("violation_type", "SPAM");
                json.WriteEndObject();
            }
            else if (block != 0)
            {
                json.WriteStartObject("ban_info");
                json.WriteString("waba_ban_state", "DISABLE");
                json.WriteEndObject();
            }
        }

        json.WriteEndObject();
    }

    private Task TellQualityAsync(KnownNumber number, string told) => events.TellAsync(number.Settings.WabaId, "phone_number_quality_update", json =>
    {
        json.WriteStartObject();
        json.WriteString("display_phone_number", number.Settings.DisplayPhoneNumber);
        json.WriteString("event", told);
        json.WriteString("current_limit", Tier);
        json.WriteNumber("max_daily_conversations_per_business", dials.Now.UniquePeoplePerDay == 0 ? -1 : dials.Now.UniquePeoplePerDay);
        json.WriteEndObject();
    });
}
