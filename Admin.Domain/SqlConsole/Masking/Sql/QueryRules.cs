using System.Collections.Frozen;

namespace Admin.Domain.SqlConsole.Masking.Sql;

/// <summary>
/// Follows masked values through a query: into the result, where they are hidden, and nowhere else. What is not known to
/// keep them together with their name is refused.
/// </summary>
internal sealed class QueryRules : IQueryRules
{
    private static readonly FrozenSet<string> Clauses = "WHERE GROUP HAVING WINDOW ORDER LIMIT OFFSET FETCH FOR OPTION RETURNING".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private readonly StatementView _view;
    private readonly SensitiveNames _sensitive;
    private readonly Knowledge _known;
    private readonly Marks _marks;
    private readonly MaskFindings _found;
    private readonly Equality _equality;
    private readonly TotalExpression _total;
    private readonly SourceRules _sources;

    public QueryRules(StatementView view, SensitiveNames sensitive, Knowledge known, MaskFindings found)
    {
        (_view, _sensitive, _known, _found) = (view, sensitive, known, found);
        _marks = new Marks(view, sensitive, known);
        _equality = new Equality(view);
        _total = new TotalExpression(view, _marks);
        _sources = new SourceRules(view, sensitive, known, _marks, found, this);
    }

    public void Query(Span query, QueryRole role)
    {
        var main = _view.IsWord(query.Start, "WITH") ? CommonTables(query) : query.Start;
        var spans = QueryShape.Arms(_view, new Span(main, query.End), out var appends);
        var arms = spans.Select(s => QueryShape.Read(_view, s)).ToList();
        if (arms.Count > 1)
            Combined(arms, role, appends);
        foreach (var arm in arms)
            Arm(arm, arms.Count > 1 && role == QueryRole.Result ? QueryRole.Value : role, arms);
    }

    /// <summary>Whether anything in a statement may be sensitive, so that the server's messages may carry it.</summary>
    public bool Touches(Span statement) => _sources.MayCarry(statement);

    public void Sources(Span from) => _sources.Check(from);

    /// <summary>The select list of the result, also that of RETURNING and OUTPUT.</summary>
    public void Result(IReadOnlyList<Span> items)
    {
        foreach (var item in items)
            Item(item, QueryRole.Result);
    }

    public void Condition(Span tokens, Clause clause)
    {
        for (var i = tokens.Start; i < tokens.End; i++)
        {
            if (QueryShape.IsQuery(_view, i))
            {
                Query(_view.Inside(i), _view.IsWord(i - 1, "EXISTS") ? QueryRole.Exists : QueryRole.Operand);
                i = _view.Partner(i);
            }
            else if (IsRefusedWord(i))
                _found.Refuse(MaskWhy.Clause, i);
            else if (_marks.IsRow(i) || _marks.IsAll(i))
                _found.Refuse(MaskWhy.WholeRow, i);
            else if (_marks.IsColumn(i) && !IsAllowed(i, clause))
                _found.Refuse(MaskWhy.Comparison, i);
        }
    }

    private bool IsAllowed(int i, Clause clause) => clause switch
    {
        Clause.Where or Clause.On => _equality.Holds(i),
        Clause.Set => IsAssigned(i),
        Clause.Other => false,
    };

    private bool IsAssigned(int i)
    {
        var left = _view.PathStart(i) - 1;
        return _view.Outer(i) < 0 && _view.IsSymbol(i + 1, "=") && (_view.IsSymbol(left, ",") || _view.IsWord(left, "SET") || _view.IsWord(left, "UPDATE"));
    }

    private bool IsRefusedWord(int i) => _view.Engine switch
    {
        // Text search over columns that are not named here.
        EngineKind.Sqlite => _view.IsWord(i, "MATCH"),
        // The order of an index is the order of its values.
        EngineKind.Sqlserver => _view.IsWord(i, "INDEX") || _view.IsWord(i, "FORCESEEK") || (_view.IsWord(i, "FOR") && IsDocument(i + 1)),
        EngineKind.Postgresql or EngineKind.Mysql or EngineKind.Mongodb => false,
    };

    private bool IsDocument(int i) => _view.IsWord(i, "JSON") || _view.IsWord(i, "XML") || _view.IsWord(i, "BROWSE");

    /// <summary>Reads WITH and answers where the statement behind it begins.</summary>
    public int CommonTables(Span query)
    {
        var at = _view.IsWord(query.Start + 1, "RECURSIVE") ? query.Start + 2 : query.Start + 1;
        do
        {
            var name = at++;
            _known.AddPlace(name);
            var columns = _view.IsSymbol(at, "(") ? at : -1;
            at = columns < 0 ? at : _view.Next(at);
            while (at < query.End && !_view.IsSymbol(at, "("))
                at++;
            if (at >= query.End)
            {
                _found.Refuse(MaskWhy.Doubt, name);
                return query.End;
            }
            var body = _view.Inside(at);
            Query(body, QueryRole.Source);
            var carries = _sources.MayCarry(body);
            _known.AddCommonTable(_view.SourceName(name), carries);
            if (carries && columns >= 0)
                _found.Refuse(MaskWhy.Renamed, columns);
            at = Behind(_view.Next(at), query.End);
        }
        while (_view.IsSymbol(at, ",") && at++ < query.End);
        return at;
    }

    /// <summary>Past SEARCH and CYCLE, which may name columns.</summary>
    private int Behind(int at, int end)
    {
        var start = at;
        if (_view.IsWord(at, "SEARCH") || _view.IsWord(at, "CYCLE"))
        {
            while (at < end && !_view.IsSymbol(at, "(") && !_view.IsWord(at, "SELECT"))
                at++;
        }
        Condition(new Span(start, at), Clause.Other);
        return at;
    }

    /// <summary>Rows of several queries stand under the names of the first, and all but UNION ALL compare them.</summary>
    private void Combined(List<Arm> arms, QueryRole role, bool appends)
    {
        var open = arms.Any(a => a.Kind != ArmKind.Select || a.Items.Any(IsAll));
        var touched = arms.SelectMany(Columns).FirstOrDefault(_marks.Touches, new Span(-1, -1));
        if (role == QueryRole.Result)
            Merge(arms, open, touched.Start >= 0);
        if (touched.Start < 0)
            return;
        if (!appends)
            _found.Refuse(MaskWhy.Repeated, touched.Start);
        else if (role is QueryRole.Source or QueryRole.Operand && (open || !KeepsNames(arms)))
            _found.Refuse(MaskWhy.Renamed, touched.Start);
    }

    private static IEnumerable<Span> Columns(Arm arm) => arm.Kind switch
    {
        ArmKind.Select => arm.Items,
        ArmKind.Table or ArmKind.Nested => [arm.From],
        ArmKind.Values or ArmKind.Unknown => [arm.Rest],
    };

    private void Merge(List<Arm> arms, bool open, bool touched)
    {
        if (open || arms.Any(a => a.Items.Count != arms[0].Items.Count))
        {
            if (touched || arms.Any(a => a.Kind == ArmKind.Table))
                _found.HideAll(_sensitive.Reason);
            return;
        }
        for (var i = 0; i < arms[0].Items.Count; i++)
            _found.Add(new ResultItem(arms.Select(a => Reason(a.Items[i])).FirstOrDefault(r => r is not null), IsAll: false));
        foreach (var item in arms.SelectMany(a => a.Items).Where(_marks.Touches))
            AddAliases(item);
    }

    private bool KeepsNames(List<Arm> arms) => arms.All(a => a.Items.Count == arms[0].Items.Count
        && a.Items.Zip(arms[0].Items).All(p => (!_marks.Touches(p.First) && !_marks.Touches(p.Second)) || LastName(p.First) == LastName(p.Second)));

    private string LastName(Span item) => _view.Name(item.End - 1);

    private void Arm(Arm arm, QueryRole role, List<Arm> arms)
    {
        foreach (var head in arm.Head)
            Condition(head, Clause.Other);
        if (arm.Kind == ArmKind.Unknown)
            _found.Refuse(MaskWhy.Doubt, arm.Rest.Start);
        else if (arm.Kind == ArmKind.Nested)
            Query(arm.From, role);
        else
            _sources.Check(arm.From);
        if (arm.Kind == ArmKind.Table && role == QueryRole.Result)
            _found.Add(new ResultItem(null, IsAll: true));
        else if (arm.Kind == ArmKind.Table && role == QueryRole.Operand)
            _found.Refuse(MaskWhy.WholeRow, arm.From.Start);
        foreach (var item in arm.Items)
        {
            if (arm.Repeats && (_marks.Touches(item) || IsAll(item)))
                _found.Refuse(MaskWhy.Repeated, item.Start);
            Item(item, role);
        }
        Rest(arm.Rest, arms);
    }

    private void Item(Span item, QueryRole role)
    {
        foreach (var query in Nested(item))
            Query(_view.Inside(query), QueryRole.Value);
        if (IsAll(item))
        {
            if (!IsPlainAll(item))
                _found.Refuse(MaskWhy.WholeRow, item.Start);
            else if (role == QueryRole.Operand)
                _found.Refuse(MaskWhy.WholeRow, item.End - 1);
            else if (role == QueryRole.Result)
                _found.Add(new ResultItem(null, IsAll: true));
            return;
        }
        var reason = role == QueryRole.Result ? Reason(item) : _marks.Touches(item) ? _sensitive.Reason : null;
        if (role == QueryRole.Result)
            _found.Add(new ResultItem(reason, IsAll: false));
        if (reason is not null)
            Masked(item, role);
    }

    private void Masked(Span item, QueryRole role)
    {
        switch (role)
        {
            case QueryRole.Result or QueryRole.Value:
                if (!_total.Holds(item))
                    _found.Refuse(MaskWhy.Expression, item.Start);
                if (role == QueryRole.Result)
                    AddAliases(item);
                break;
            case QueryRole.Source or QueryRole.Exists:
                if (!IsPlain(item))
                    _found.Refuse(MaskWhy.Renamed, item.Start);
                break;
            case QueryRole.Operand:
                _found.Refuse(MaskWhy.Comparison, item.Start);
                break;
        }
    }

    /// <summary>Why an item of the result is hidden; an alias of another item means nothing on its own level.</summary>
    private string? Reason(Span item)
    {
        string? reason = null;
        for (var i = item.Start; i < item.End && reason is null; i++)
        {
            reason = _marks.Own(i);
            if (_marks.IsRow(i) || _marks.IsAll(i) || (_marks.IsColumn(i) && _view.Outer(i) != _view.Outer(item.Start)))
                reason ??= _sensitive.Reason;
        }
        return reason;
    }

    private IEnumerable<int> Nested(Span span)
    {
        for (var i = span.Start; i < span.End; i++)
        {
            if (!QueryShape.IsQuery(_view, i))
                continue;
            yield return i;
            i = _view.Partner(i);
        }
    }

    private bool IsAll(Span item) => !item.IsEmpty && _marks.IsAll(item.End - 1) && _view.Outer(item.End - 1) == _view.Outer(item.Start);

    /// <summary><c>*</c>, <c>t.*</c>, <c>s.t.*</c> and <c>(t).*</c>, all of which keep the names of the columns.</summary>
    private bool IsPlainAll(Span item)
    {
        var length = item.End - item.Start;
        if (length == 1)
            return true;
        if (length == 5 && _view.IsSymbol(item.Start, "("))
            return _view.SourceName(item.Start + 1).Length > 0 && _view.IsSymbol(item.Start + 2, ")") && _view.IsMember(item.End - 1);
        return _view.IsMember(item.End - 1) && _view.SourceName(item.End - 3).Length > 0 && _view.PathStart(item.End - 3) == item.Start;
    }

    /// <summary>A column under its own name, or under another name that is hidden as well.</summary>
    private bool IsPlain(Span item)
    {
        var end = item.End;
        if (end - item.Start > 2 && _view.IsWord(end - 2, "AS"))
            end = _marks.Own(end - 1) is null ? -1 : end - 2;
        return end > item.Start && _marks.Own(end - 1) is not null && _view.PathStart(end - 1) == item.Start;
    }

    /// <summary>The names by which a hidden item can be sorted or compared: its alias, or what servers call it without one.</summary>
    private void AddAliases(Span item)
    {
        if (IsPlain(item))
            return;
        _known.AddAlias(_view.Name(item.End - 1));
        if (_view.IsSymbol(item.Start + 1, "="))
            _known.AddAlias(_view.SourceName(item.Start));
        for (var i = item.Start; i < item.End; i++)
        {
            if (_view.IsSymbol(i + 1, "(") || _view.IsWord(i, "CASE"))
                _known.AddAlias(_view.Name(i));
        }
    }

    private void Rest(Span rest, List<Arm> arms)
    {
        var at = rest.Start;
        while (at < rest.End)
        {
            var end = QueryShape.Until(_view, at + 1, rest.End, Clauses);
            Condition(new Span(at, end), _view.IsWord(at, "WHERE") ? Clause.Where : Clause.Other);
            if (_view.IsWord(at + 1, "BY"))
                Positions(new Span(at + 2, end), arms);
            at = Math.Max(end, at + 1);
        }
    }

    private void Positions(Span list, List<Arm> arms)
    {
        foreach (var element in QueryShape.Split(_view, list))
        {
            foreach (var number in ResultPositions.In(_view, element))
            {
                if (arms.Any(a => IsHiddenAt(a, number)))
                    _found.Refuse(MaskWhy.Order, element.Start);
            }
        }
    }

    /// <summary>Whether a position is, or may be, a hidden item. Null is a position that cannot be told.</summary>
    private bool IsHiddenAt(Arm arm, int? position)
    {
        if (arm.Kind != ArmKind.Select)
            return arm.Kind != ArmKind.Values;
        var unknown = position is null || arm.Items.Take(position.Value).Any(IsAll);
        return unknown ? arm.Items.Any(i => IsAll(i) || _marks.Touches(i)) : position <= arm.Items.Count && position > 0 && _marks.Touches(arm.Items[position.Value - 1]);
    }
}
