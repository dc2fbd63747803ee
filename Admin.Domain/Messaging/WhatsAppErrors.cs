namespace Admin.Domain.Messaging;

/// <summary>The one table of the API's error codes, for answers and webhooks alike.</summary>
public static class WhatsAppErrors
{
    /// <summary>The number's account has no template of this name and language.</summary>
    public const int TemplateMissing = 132001;

    /// <summary>4^5 s, about 17 minutes: growing further would only hide that something is wrong.</summary>
    private const int MaxExponent = 5;

    private const double JitterShare = 0.25;

    private static readonly TimeSpan PairPause = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan UserCapPause = TimeSpan.FromHours(24);

    public static WhatsAppErrorClass Classify(int code) => code switch
    {
        1 or 2 or 131000 or 131016 or 133004 or 2494100 => WhatsAppErrorClass.Transient,
        131057 or 134101 or 133015 => WhatsAppErrorClass.FixedWait,
        130429 => WhatsAppErrorClass.NumberRate,
        131056 => WhatsAppErrorClass.PairRate,
        80007 => WhatsAppErrorClass.AccountRate,
        4 or 17 => WhatsAppErrorClass.AppRate,
        131048 or 131064 => WhatsAppErrorClass.QualityStop,
        131049 => WhatsAppErrorClass.PerUserCap,
        131026 or 131021 or 131030 or 131051 or 130472 => WhatsAppErrorClass.RecipientPermanent,
        131050 or 130403 => WhatsAppErrorClass.OptOut,
        131047 => WhatsAppErrorClass.Window,
        132000 or 132001 or 132005 or 132007 or 132008 or 132012 or 132018 or 134102 => WhatsAppErrorClass.Template,
        132015 or 132016 or 132068 or 132069 => WhatsAppErrorClass.TemplateState,
        100 or 131008 or 131009 or 131053 or 135000 or 131055 or 134100 or 131063 => WhatsAppErrorClass.Request,
        0 or 3 or 10 or 190 or (>= 200 and <= 299) or 131005 => WhatsAppErrorClass.AccountBlock,
        33 or 368 or 131031 or 130497 or 131042 or 131045 or 133010 or 133016 or 131037 or 134011 => WhatsAppErrorClass.AccountBlock,
        // A code of tomorrow is proof that nothing was sent, so that a few more tries are safe.
        _ => WhatsAppErrorClass.Transient,
    };

    /// <summary>Whether it passes by itself and speaks of the number that sends, whoever it writes to: maintenance, or not long enough registered.</summary>
    public static bool IsOfNumber(int code) => code is 131057 or 133015 or 2494100;

    /// <param name="repeats">How often this happened before, from 0: the recipient's tries, or the holds in a row of the budget concerned.</param>
    /// <param name="jitter">0 to 1, stretches growing delays by up to a quarter so that the held do not return together.</param>
    public static RetryAdvice Advise(int code, int repeats, double jitter = 0) => Classify(code) switch
    {
        WhatsAppErrorClass.Transient => new(WhatsAppRemedy.RetryRecipient, Growing(repeats, jitter), CountsAsTry: true),
        WhatsAppErrorClass.FixedWait => new(WhatsAppRemedy.RetryRecipient, Max(StatedWait(code), Growing(repeats, jitter)), CountsAsTry: false),
        WhatsAppErrorClass.NumberRate => new(WhatsAppRemedy.HoldNumber, Growing(repeats, jitter), CountsAsTry: false),
        WhatsAppErrorClass.PairRate => new(WhatsAppRemedy.HoldPair, Max(PairPause, Growing(repeats, jitter)), CountsAsTry: false),
        WhatsAppErrorClass.AccountRate => new(WhatsAppRemedy.HoldAccount, Growing(repeats, jitter), CountsAsTry: false),
        WhatsAppErrorClass.AppRate => new(WhatsAppRemedy.HoldApp, Max(TimeSpan.FromMinutes(1), Growing(repeats, jitter)), CountsAsTry: false),
        WhatsAppErrorClass.QualityStop => new(WhatsAppRemedy.PauseCampaign, null, CountsAsTry: false),
        WhatsAppErrorClass.PerUserCap => new(WhatsAppRemedy.DeferRecipient, UserCapPause, CountsAsTry: true),
        WhatsAppErrorClass.RecipientPermanent => new(WhatsAppRemedy.FailRecipient, null, CountsAsTry: true),
        WhatsAppErrorClass.OptOut => new(WhatsAppRemedy.SuppressRecipient, null, CountsAsTry: true),
        WhatsAppErrorClass.Window => new(WhatsAppRemedy.FailRecipient, null, CountsAsTry: true),
        WhatsAppErrorClass.Template => new(WhatsAppRemedy.FailRecipient, null, CountsAsTry: true),
        WhatsAppErrorClass.TemplateState => new(code == 132016 ? WhatsAppRemedy.CancelCampaign : WhatsAppRemedy.PauseCampaign, null, CountsAsTry: false),
        WhatsAppErrorClass.Request => new(WhatsAppRemedy.FailRecipient, null, CountsAsTry: true),
        WhatsAppErrorClass.AccountBlock => new(WhatsAppRemedy.PauseCampaign, null, CountsAsTry: false),
    };

    private static TimeSpan StatedWait(int code) => code switch
    {
        134101 => TimeSpan.FromMinutes(10),
        133015 => TimeSpan.FromMinutes(5),
        _ => TimeSpan.FromMinutes(1),
    };

    private static TimeSpan Growing(int repeats, double jitter) =>
        TimeSpan.FromSeconds(Math.Pow(4, Math.Clamp(repeats, 0, MaxExponent)) * (1 + (JitterShare * Math.Clamp(jitter, 0, 1))));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
