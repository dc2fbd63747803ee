using System.Globalization;
using Admin.Domain.Campaigns;
using Admin.Domain.Campaigns.Walls;
using Admin.Domain.Common;
using Admin.Domain.Live;
using Microsoft.AspNetCore.Components;

namespace Admin.Web.Features.Campaigns;

/// <summary>What a big screen shows: counts, live, until the link ends. Nobody is signed in here.</summary>
public sealed partial class WallBoard
{
    private WallSnapshot? _board;
    private DateTime? _at;
    private bool _closed;

    [Parameter, EditorRequired]
    public required string Token { get; set; }

    [Inject]
    public required WallBoards Boards { get; set; }

    private Task<Result<LiveSubscription>> WatchAsync(Func<Task> changed, CancellationToken ct) => Boards.WatchAsync(Token, changed, ct);

    private void Take(LiveSnapshot snapshot) => (_board, _at) = ((WallSnapshot)snapshot.Data, snapshot.At);

    private void Close(Error _) => (_closed, _board, _at) = (true, null, null);

    private static int Reached(RecipientCounts counts) => counts.Sent + counts.Delivered + counts.Read;

    private static string Text(int count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
