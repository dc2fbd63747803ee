using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>If-Match for services that decide themselves when to look at it: after 403 and 404.</summary>
internal static class IfMatchHeader
{
    /// <summary>The stamp that the caller read; null without the header, and one that fits nothing where it is not ours.</summary>
    public static Guid? SeenStamp(this HttpRequest request)
    {
        var stamp = request.RequireIfMatch();
        if (!stamp.Failed)
            return stamp.Value;
        return stamp.Error.Kind == ErrorKind.PreconditionRequired ? null : Guid.Empty;
    }
}
