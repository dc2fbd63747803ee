using System.Collections.Concurrent;

namespace Admin.Infrastructure.Messaging.Simulator;

/// <summary>The numbers and templates the simulator knows; grows at run time.</summary>
internal sealed class SimulatorCatalog(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, KnownNumber> _numbers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Waba, string Name, string Language), KnownTemplate> _templates = new();

    public IEnumerable<KnownNumber> Numbers => _numbers.Values.OrderBy(n => n.Settings.PhoneNumberId, StringComparer.Ordinal);

    public IEnumerable<KnownTemplate> Templates => _templates.Values.OrderBy(t => t.Settings.WabaId, StringComparer.Ordinal).ThenBy(t => t.Settings.Name, StringComparer.Ordinal).ThenBy(t => t.Settings.Language, StringComparer.Ordinal);

    public void Add(SimulatedNumber number) => _numbers.AddOrUpdate(
        number.PhoneNumberId,
        _ => new KnownNumber(number, time),
        (_, known) =>
        {
            known.Become(number);
            return known;
        });

    public KnownTemplate Add(SimulatedTemplate template) => _templates.AddOrUpdate(
        (template.WabaId, template.Name, template.Language),
        _ => new KnownTemplate(template),
        (_, known) =>
        {
            known.Become(template);
            return known;
        });

    public KnownNumber? Number(string phoneNumberId) => _numbers.GetValueOrDefault(phoneNumberId);

    public bool HasWaba(string waba) => _numbers.Values.Any(n => n.Settings.WabaId == waba);

    /// <summary>
    /// The business account's own template, or the one that all have. An account without any of its own, which is a number that
    /// nobody had registered when the application started, sends everybody's.
    /// </summary>
    public KnownTemplate? Template(string waba, string name, string language)
    {
        if (_templates.TryGetValue((waba, name, language), out var found) || _templates.TryGetValue(("", name, language), out found))
            return found;
        return _templates.Keys.Any(key => key.Waba == waba) ? null : Templates.FirstOrDefault(t => t.Settings.Name == name && t.Settings.Language == language);
    }

    public IEnumerable<KnownTemplate> TemplatesOf(string waba) => Templates.Where(t => t.Settings.WabaId.Length == 0 || t.Settings.WabaId == waba);
}
