using Admin.Domain.Campaigns;
using Admin.Domain.Messaging;
using Admin.Domain.Organizations;
using Admin.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Admin.Tests.Domain.Campaigns;

/// <summary>Statuses of one message in any order, each any number of times, end in the same row.</summary>
public sealed class RecipientStatusProperties : IAsyncLifetime
{
    private static readonly Guid Earlier = Guid.CreateVersion7();
    private static readonly Guid Last = Guid.CreateVersion7();
    private static readonly Guid Claim = Guid.CreateVersion7();

    private TestDb _test = null!;
    private AdminDbContext _db = null!;

    private enum Start
    {
        Sending,
        Accepted,
        Lost,
        LostAndCounted,
        LostAndSentAgain,
        LostTwice,
        Retried,
    }

    public async ValueTask InitializeAsync()
    {
        _test = await TestDb.CreateAsync();
        _db = await _test.OpenAsync(TenantScope.All("a row that was claimed"));
    }

    public async ValueTask DisposeAsync()
    {
        await _db.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public void Apply_AnyOrderWithRepeats_EndsInTheSameRow()
    {
        var cases = from start in Gen.Elements(Enum.GetValues<Start>())
                    from news in News.NonEmptyListOf()
                    from repeats in Gen.Elements(news.ToArray()).ListOf()
                    from shuffled in Gen.Shuffle(news.Concat(repeats).ToArray())
                    select (start, News: news.ToArray(), Shuffled: shuffled.ToArray());

        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(cases.ToArbitrary(), c => End(c.start, c.News) == End(c.start, c.Shuffled)));
    }

    [Fact]
    public void Apply_AnyOrder_NeverGoesBackAndSaysWhetherItChanged()
    {
        var cases = from start in Gen.Elements(Enum.GetValues<Start>()) from news in News.NonEmptyListOf() select (start, News: news.ToArray());

        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var row = Row(c.start);
            return c.News.All(news =>
            {
                var before = (Rank(row.State), Text(row));
                var changed = row.Apply(news);
                return Rank(row.State) >= before.Item1 && changed == (Text(row) != before.Item2) && (row.ReadAt is null || row.DeliveredAt is not null);
            });
        }));
    }

    // Of the last try everything; of an earlier one, of which nobody knew the outcome, that it arrived after all.
    private static Gen<StatusNews> News =>
        from last in Gen.Elements(true, true, true, false)
        from kind in Gen.Elements(Enum.GetValues<MessageStatusKind>().Where(k => last || k != MessageStatusKind.Failed))
        from second in Gen.Choose(0, 4)
        from code in Gen.Elements("131026", "131049", "131050", null)
        let at = Times.Now.AddSeconds(second)
        select new StatusNews(
            kind,
            at,
            last ? "wamid.last" : "wamid.earlier",
            last ? Last : Earlier,
            kind == MessageStatusKind.Failed && code is not null ? new AttemptError(2, last ? Last : Earlier, at, code, "A message.") : null);

    private string End(Start start, IEnumerable<StatusNews> news)
    {
        var row = Row(start);
        foreach (var one in news)
            row.Apply(one);
        return Text(row);
    }

    private static string Text(Recipient r) => string.Join('|', r.State, r.Reason, r.Wamid, r.SentAt, r.DeliveredAt, r.ReadAt, r.FailedAt, r.Attempts, r.AttemptId, r.Errors);

    private static int Rank(RecipientState state) => state switch
    {
        RecipientState.Sent => 1,
        RecipientState.Failed => 2,
        RecipientState.Delivered => 3,
        RecipientState.Read => 4,
        _ => 0,
    };

    private Recipient Row(Start start)
    {
        var row = Recipient.Create(new CampaignRef(OrganizationId.New(), 1), 0, "+5511987654321", "{}", Times.Now);
        Begin(row, Earlier);
        Assert.True(row.Lose(Earlier, Unknown(row, Earlier)));
        row.SendAgain(Times.Now);
        Begin(row, Last);
        if (start == Start.Accepted)
            Assert.True(row.Accept(Last, "wamid.last", Times.Now));
        if (start is Start.Lost or Start.LostAndCounted or Start.LostAndSentAgain or Start.LostTwice)
            Assert.True(row.Lose(Last, Unknown(row, Last)));
        if (start == Start.LostAndCounted)
            row.CountAsSent(Times.Now);
        if (start is Start.LostAndSentAgain)
            row.SendAgain(Times.Now);
        if (start == Start.Retried)
        {
            row.Apply(new StatusNews(MessageStatusKind.Failed, Times.Now, "wamid.last", Last, null));
            // As the set-based retry leaves it.
            Set(row, nameof(Recipient.State), RecipientState.Pending);
            Set(row, nameof(Recipient.AttemptId), null);
            Set(row, nameof(Recipient.FailedAt), null);
            Set(row, nameof(Recipient.Reason), null);
        }

        return row;
    }

    private void Begin(Recipient row, Guid attempt)
    {
        Set(row, nameof(Recipient.ClaimToken), Claim);
        Assert.True(row.Begin(Claim, attempt, Times.Now));
    }

    // A claim is made by the database alone.
    private void Set(Recipient row, string property, object? value) => _db.Entry(row).Property(property).CurrentValue = value;

    private static AttemptError Unknown(Recipient row, Guid attempt) => new(row.Attempts, attempt, Times.Now, "timeout", "No answer.");
}
