using System.Globalization;
using Admin.Domain.Common;
using Admin.Domain.Messaging.Contacts;

namespace Admin.Web.Features.Contacts;

/// <summary>What the list of contacts shows, as its address says it.</summary>
internal sealed record ContactListState
{
    public const int PageSize = 50;

    private const string Yes = "yes";
    private const string No = "no";
    private const string DayFormat = "yyyy-MM-dd";

    public string? Text { get; init; }

    public Guid? List { get; init; }

    public string? Tag { get; init; }

    public ConsentState? Marketing { get; init; }

    public ConsentState? Utility { get; init; }

    public bool? OptedOut { get; init; }

    /// <summary>First day, in the person's zone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public DateOnly? Until { get; init; }

    public ContactOrder Order { get; init; }

    public int Number { get; init; } = 1;

    public bool IsFiltered => this with { Number = 1, Order = ContactOrder.Newest } != new ContactListState();

    /// <summary>Whatever the address holds that means nothing is left out.</summary>
    public static ContactListState Parse(string? text, string? list, string? tag, string? marketing, string? utility, string? optedOut, string? from, string? until, string? order, string? page) => new()
    {
        Text = NullIfEmpty(text),
        List = Guid.TryParse(list, out var id) ? id : null,
        Tag = NullIfEmpty(tag),
        Marketing = SnakeCase.TryParse<ConsentState>(marketing, out var m) ? m : null,
        Utility = SnakeCase.TryParse<ConsentState>(utility, out var u) ? u : null,
        OptedOut = optedOut switch { Yes => true, No => false, _ => null },
        From = Day(from),
        Until = Day(until),
        Order = SnakeCase.TryParse<ContactOrder>(order, out var o) ? o : ContactOrder.Newest,
        Number = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : 1,
    };

    /// <param name="toUtc">The moment at which a day begins where the person is.</param>
    public ContactFilter ToFilter(Func<DateOnly, DateTime> toUtc) => new(
        Text,
        List is { } list ? ContactListId.From(list) : null,
        Tag,
        Marketing,
        Utility,
        OptedOut,
        From is { } from ? toUtc(from) : null,
        Until is { } until && until < DateOnly.MaxValue ? toUtc(until.AddDays(1)) : null);

    public string Url(string organization) => AdminUrls.With(
        AdminUrls.Contacts(organization),
        ("q", Text),
        ("list", List?.ToString()),
        ("tag", Tag),
        ("marketing", Marketing is { } marketing ? SnakeCase.Of(marketing) : null),
        ("utility", Utility is { } utility ? SnakeCase.Of(utility) : null),
        ("opted_out", OptedOutText),
        ("from", DayText(From)),
        ("until", DayText(Until)),
        ("order", Order == ContactOrder.Newest ? null : SnakeCase.Of(Order)),
        ("page", Number > 1 ? Number.ToString(CultureInfo.InvariantCulture) : null));

    public string? OptedOutText => OptedOut switch { true => Yes, false => No, null => null };

    public static bool? ReadOptedOut(string? text) => text switch { Yes => true, No => false, _ => null };

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public static string? DayText(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
