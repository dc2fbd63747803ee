using Admin.Domain.Notices;
using Admin.Tests.Support;
using Admin.Web.Components.Shared;
using Admin.Web.Features.Notices;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;

namespace Admin.Tests.Web.Notices;

public sealed class NoticeWordsTests
{
    private static readonly IStringLocalizer<NoticeTexts> Texts = Localizers.Of<NoticeTexts>();

    private readonly PersonClock _clock = new(new FakeTimeProvider(Times.Start));

    public static TheoryData<string> Kinds => [.. NoticeKinds.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Notice_OfEveryKind_HasWordsAPictureAndATarget(string kind)
    {
        var notice = Notice(kind, NoticeId.New().ToString());
        foreach (var culture in (string[])["en", "pt-BR"])
        {
            using var here = new InCulture(culture);
            var words = new NoticeWords(Texts, _clock);

            Assert.NotEqual(kind, words.Title(notice));
            Assert.NotEqual(Texts[nameof(NoticeTexts.UnknownText)].Value, words.Text(notice));
        }

        Assert.NotEqual(NoticeWords.Look(Notice("another.kind", null)).Icon, NoticeWords.Look(notice).Icon);
        Assert.NotEqual("/o/acme/notices", NoticeTargets.Url("acme", notice));
    }

    [Fact]
    public void Notice_OfAnotherVersion_IsCalledByItsName()
    {
        using var here = new InCulture("en");
        var notice = Notice("another.kind", null);

        Assert.Equal("another.kind", new NoticeWords(Texts, _clock).Title(notice));
        Assert.Equal("/o/acme/notices", NoticeTargets.Url("acme", notice));
    }

    [Fact]
    public void Title_OfADay_IsInThePersonsZone()
    {
        using var here = new InCulture("pt-BR");
        _clock.UseZone("America/Sao_Paulo");
        var notice = Notice("secret.expiring", null) with { Details = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "API_KEY", ["expires_at"] = "2026-04-01T01:00:00Z" } };

        Assert.Equal("API_KEY expira em 31/03/2026", new NoticeWords(Texts, _clock).Title(notice));
    }

    private static NoticeView Notice(string kind, string? subject) =>
        new(NoticeId.New(), kind, NoticeGroup.Visits, null, subject, new Dictionary<string, string>(StringComparer.Ordinal), Times.Now, null);
}
