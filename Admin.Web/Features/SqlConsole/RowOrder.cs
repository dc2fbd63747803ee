using System.Globalization;
using Admin.Domain.SqlConsole.Engines.Results;

namespace Admin.Web.Features.SqlConsole;

/// <summary>Orders rows by one column: numbers by value, texts as the reader's language orders them, missing values last, equal ones as they came.</summary>
internal static class RowOrder
{
    public static void Sort(int[] rows, ResultBuffer results, ColumnSort sort)
    {
        var isNumber = results.Columns[sort.Column].Kind == ColumnKind.Number;
        var keys = Array.ConvertAll(rows, row => Key.Of(results.Value(row, sort.Column), row, isNumber));
        Array.Sort(keys, rows, new Comparer(sort.Descending, CultureInfo.CurrentCulture.CompareInfo));
    }

    private enum Rank
    {
        Number,
        Text,
        Missing,
    }

    private readonly record struct Key(Rank Rank, decimal Exact, double Number, string? Text, int Row)
    {
        public static Key Of(object? value, int row, bool isNumber) => value switch
        {
            null or MaskedValue => new Key(Rank.Missing, 0, 0, null, row),
            long number => new Key(Rank.Number, number, number, null, row),
            decimal number => new Key(Rank.Number, number, (double)number, null, row),
            double number => OfDouble(number, row),
            string text when isNumber && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => new Key(Rank.Number, number, (double)number, null, row),
            string text when isNumber && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => OfDouble(number, row),
            _ => new Key(Rank.Text, 0, 0, CellWords.Of(value), row),
        };

        // Decimals tell whole numbers apart that are equal as doubles; beyond their range the double decides.
        private static Key OfDouble(double number, int row) =>
            new(Rank.Number, Math.Abs(number) < 1e28 ? (decimal)number : number > 0 ? decimal.MaxValue : decimal.MinValue, number, null, row);
    }

    private sealed class Comparer(bool descending, CompareInfo words) : IComparer<Key>
    {
        public int Compare(Key x, Key y)
        {
            if (x.Rank == Rank.Missing || y.Rank == Rank.Missing)
                return x.Rank == y.Rank ? x.Row.CompareTo(y.Row) : x.Rank.CompareTo(y.Rank);
            var order = x.Rank != y.Rank ? x.Rank.CompareTo(y.Rank) : x.Rank == Rank.Text ? words.Compare(x.Text, y.Text, CompareOptions.IgnoreCase) : Numbers(x, y);
            return order == 0 ? x.Row.CompareTo(y.Row) : descending ? -order : order;
        }

        private static int Numbers(Key x, Key y) => x.Exact.CompareTo(y.Exact) is not 0 and var order ? order : x.Number.CompareTo(y.Number);
    }
}
