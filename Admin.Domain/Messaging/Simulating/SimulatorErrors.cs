using System.Text.Json;
using Admin.Domain.Common;

namespace Admin.Domain.Messaging.Simulating;

public static class SimulatorErrors
{
    public static Error Off { get; } = Error.NotFound("simulator_off", "This installation has no simulator.");

    public static Error Away { get; } = Error.Unavailable("simulator_away", "The simulator does not answer. If it has just been started, try again; otherwise look into the log.");

    public static Error Unknown { get; } = Error.NotFound("simulator_thing_unknown", "The simulator knows no such number or template.");

    public static Error NothingHeld { get; } = Error.Conflict("simulator_nothing_held", "No message of this template is held for assessment.");

    public static Error PhoneTooShort { get; } = Error.Invalid("simulator_phone_too_short", "Give at least the last four digits of the phone.", "phone");

    public static Error Refused { get; } = Error.Invalid("simulator_refused", "The simulator does not take this.");

    public static Error DialOutOfRange(string name, string allowed) =>
        Error.Invalid("simulator_dial_out_of_range", $"{name} has to be: {allowed}.", JsonNamingPolicy.SnakeCaseLower.ConvertName(name)).With(("name", name), ("allowed", allowed));
}
