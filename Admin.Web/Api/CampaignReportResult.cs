using System.Globalization;
using System.Text;
using Admin.Domain.Campaigns;
using Admin.Domain.Common;

namespace Admin.Web.Api;

/// <summary>The report as it is read, line by line; nothing in it can become a formula in a spreadsheet.</summary>
internal sealed class CampaignReportResult(CampaignReport report, string fileName) : IResult
{
    private const string Header = "phone,status,reason,attempts,sent_at,delivered_at,read_at,failed_at,responded_at,phone_number_id\r\n";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        httpContext.Response.Headers.CacheControl = "no-store";
        await using var writer = new StreamWriter(httpContext.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync(Header);
        await foreach (var row in report.Rows.WithCancellation(httpContext.RequestAborted))
            await writer.WriteAsync(Line(row));
    }

    private static string Line(RecipientView row) => CsvField.Line(
        row.Phone,
        SnakeCase.Of(row.State),
        row.Reason,
        row.Attempts.ToString(CultureInfo.InvariantCulture),
        Time(row.SentAt),
        Time(row.DeliveredAt),
        Time(row.ReadAt),
        Time(row.FailedAt),
        Time(row.RespondedAt),
        row.Number?.PhoneNumberId);

    private static string Time(DateTime? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
