using Admin.Domain.Common;
using Admin.Domain.SqlConsole.Guard;

namespace Admin.Domain.SqlConsole.Masking;

/// <summary>The refusal of a statement whose result could show what is masked.</summary>
public static class MaskErrors
{
    /// <summary>The stable code of every refusal of this kind.</summary>
    public const string Code = "masked_column";

    /// <summary>Carries <c>position</c> (zero-based offset) and <c>subject</c> (the word it is about).</summary>
    internal static Error Refused(MaskFault fault)
    {
        var subject = fault.Subject.Length > GuardLimits.MaxSubjectLength ? fault.Subject[..GuardLimits.MaxSubjectLength] : fault.Subject;
        return Error.Refused(Code, $"Masked data could show here ({subject}): {Advice(fault.Why)}", "query").With(("position", fault.Position), ("subject", subject));
    }

    private static string Advice(MaskWhy why) => why switch
    {
        MaskWhy.Comparison => "a masked column may only be compared with = and a parameter, or shown by its own name.",
        MaskWhy.Renamed => "inside a subquery, write the masked column plainly and without an alias.",
        MaskWhy.Expression => "show the masked column itself; this calculation with it is not allowed.",
        MaskWhy.Repeated => "leave out DISTINCT, UNION, INTERSECT or EXCEPT, or name only columns that are not masked.",
        MaskWhy.WholeRow => "name the columns you need instead of whole rows.",
        MaskWhy.Order => "sort and group by columns that are not masked, and by their names.",
        MaskWhy.Catalog => "this catalog holds values of other tables; query the table itself.",
        MaskWhy.Clause => "write the query without this word and name the columns.",
        MaskWhy.Doubt => "the statement is not understood well enough; write it in a plainer way.",
    };
}
