namespace Admin.Domain.SqlConsole.Guard.Conditions;

internal enum PartForm
{
    Number,
    Text,
    Column,

    /// <summary>Anything else that has a value.</summary>
    Value,

    /// <summary>Something that is true or false.</summary>
    Boolean,
}
