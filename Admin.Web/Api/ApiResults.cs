using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>Turns what services answer into HTTP.</summary>
internal static class ApiResults
{
    public static IResult ToProblem(this Error error) => new ProblemResult(error);

    /// <summary>204, or the problem.</summary>
    public static IResult ToHttp(this Result result) => result.Failed ? result.Error.ToProblem() : Results.NoContent();

    /// <summary>200 with what <paramref name="show"/> makes of the value, or the problem.</summary>
    public static IResult ToHttp<T, TShown>(this Result<T> result, Func<T, TShown> show) =>
        result.Failed ? result.Error.ToProblem() : new WholeJson<TShown>(show(result.Value));

    /// <summary>200 with an ETag that a later PUT names in If-Match.</summary>
    public static IResult ToHttp<T, TShown>(this Result<T> result, Func<T, TShown> show, Func<T, Guid> stamp) =>
        result.Failed ? result.Error.ToProblem() : new WithETag(stamp(result.Value), new WholeJson<TShown>(show(result.Value)));

    /// <summary>200 with the value as it is; only for records made to be shown.</summary>
    public static IResult ToHttp<T>(this Result<T> result) => result.ToHttp(v => v);

    /// <summary>201 with the address of what was made.</summary>
    public static IResult ToCreated<T, TShown>(this Result<T> result, Func<T, string> location, Func<T, TShown> show, Func<T, Guid>? stamp = null)
    {
        if (result.Failed)
            return result.Error.ToProblem();
        var created = new WholeJson<TShown>(show(result.Value), StatusCodes.Status201Created) { Location = location(result.Value) };
        return stamp is null ? created : new WithETag(stamp(result.Value), created);
    }

    /// <summary>A list as {items, total, page, page_size}.</summary>
    public static IResult ToHttp<T, TShown>(this Result<Page<T>> result, Func<T, TShown> show) =>
        result.ToHttp(page => new PageBody<TShown>([.. page.Items.Select(show)], page.Total, page.Number, page.Size));

    private sealed class WithETag(Guid stamp, IResult inner) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = ETags.Of(stamp);
            return inner.ExecuteAsync(httpContext);
        }
    }
}

/// <summary>One page of a list.</summary>
public sealed record PageBody<T>(IReadOnlyList<T> Items, int Total, int Page, int PageSize);
