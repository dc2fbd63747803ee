using Microsoft.AspNetCore.Http;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>Errors as the API words them.</summary>
internal static class GraphErrors
{
    public static string Title(int code) => code switch
    {
        100 => "Invalid parameter",
        190 => "Authentication Error",
        130403 => "Business is blocked by the user",
        130429 => "Rate limit hit",
        131000 => "Something went wrong",
        131009 => "Parameter value is not valid",
        131026 => "Message undeliverable",
        131049 => "Not delivered to keep a healthy ecosystem",
        131050 => "User stopped marketing messages",
        132000 => "Number of parameters does not match",
        132001 => "Template name does not exist in the translation",
        _ => "Error",
    };

    public static Task WriteAsync(HttpContext http, int code, string details, int status, int? subcode = null)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(
            new
            {
                error = new
                {
                    message = $"(#{code}) {Title(code)}",
                    type = "OAuthException",
                    code,
                    error_subcode = subcode,
                    is_transient = code is 131000 or 130429,
                    error_data = new { messaging_product = "whatsapp", details },
                    fbtrace_id = http.TraceIdentifier,
                },
            },
            http.RequestAborted);
    }
}
