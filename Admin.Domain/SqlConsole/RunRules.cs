using Admin.Domain.Common;

namespace Admin.Domain.SqlConsole;

/// <summary>What a run may ask for; collects every fault.</summary>
internal static class RunRules
{
    public static Error? Check(RunRequest request)
    {
        var faults = new List<Error>();
        if (request.TimeoutSeconds is < RunLimits.MinTimeoutSeconds or > RunLimits.MaxTimeoutSeconds)
            faults.Add(Error.Invalid("timeout_out_of_range", $"The timeout is {RunLimits.MinTimeoutSeconds} to {RunLimits.MaxTimeoutSeconds} seconds: choose one of these.", "timeout"));
        if (request.MaxRows is < 1 or > RunLimits.MaxRows)
            faults.Add(Error.Invalid("max_rows_out_of_range", $"The row limit is 1 to {RunLimits.MaxRows}: choose one of these.", "max_rows"));
        if (request.Parameters.Named.Count + request.Parameters.Positional.Count > RunLimits.MaxParameters)
            faults.Add(Error.Invalid("too_many_parameters", $"A statement takes at most {RunLimits.MaxParameters} parameters: use fewer.", "parameters"));
        return Error.Join(faults);
    }
}
