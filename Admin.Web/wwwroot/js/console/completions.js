// Proposes what the data source really has: tables, their columns, and the words of the language.
import { KEYWORDS, around } from "./statements.js";

const METHODS = ["find", "aggregate", "countDocuments", "distinct", "insertOne", "insertMany", "updateOne", "updateMany", "replaceOne", "deleteOne", "deleteMany"];
const registered = new Set();
const contexts = new Map();

/** What is proposed in a model. */
export function propose(monaco, model, dialect, schema) {
  contexts.set(model.uri.toString(), { dialect, schema });
  const language = model.getLanguageId();
  if (registered.has(language)) return;
  registered.add(language);
  monaco.languages.registerCompletionItemProvider(language, {
    triggerCharacters: ["."],
    provideCompletionItems: (asked, position) => {
      const context = contexts.get(asked.uri.toString());
      return { suggestions: context ? items(monaco, asked, position, context) : [] };
    },
  });
}

export const forget = (model) => contexts.delete(model.uri.toString());

function items(monaco, model, position, { dialect, schema }) {
  const { CompletionItemKind: Kind } = monaco.languages;
  const word = model.getWordUntilPosition(position);
  const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: word.startColumn, endColumn: word.endColumn };
  const before = model.getValueInRange({ startLineNumber: position.lineNumber, startColumn: 1, endLineNumber: position.lineNumber, endColumn: word.startColumn });
  const owner = /([\p{L}\p{N}_]+)\.$/u.exec(before)?.[1];
  const item = (label, kind, detail, text, rank) => ({ label, kind, detail, insertText: text ?? label, range, sortText: rank + label });
  const columns = (table, rank) => table.columns.map((c) => item(c.name, Kind.Field, `${table.name} · ${c.type}`, c.text, rank));
  if (dialect === "mongodb") {
    if (owner === "db") return schema.map((t) => item(t.name, Kind.Struct, "", t.text, "1"));
    if (/db\.[\w.]+\.$/.test(before)) return METHODS.map((m) => item(m, Kind.Method, "", `${m}({})`, "1"));
    return schema.flatMap((t) => (model.getValue().includes(t.name) ? columns(t, "2") : []));
  }
  const text = model.getValue();
  const { start, end } = around(text, model.getOffsetAt(position), dialect);
  const used = tablesIn(text.slice(start, end), schema);
  if (owner) {
    const table = used.get(owner.toLowerCase()) ?? schema.find((t) => t.name.toLowerCase() === owner.toLowerCase());
    if (table) return columns(table, "1");
    return schema.filter((t) => t.schema?.toLowerCase() === owner.toLowerCase()).map((t) => item(t.name, Kind.Struct, "", t.name, "1"));
  }
  return [
    ...[...new Set(used.values())].flatMap((t) => columns(t, "1")),
    ...schema.map((t) => item(t.name, Kind.Struct, t.schema ?? "", t.text, "2")),
    ...KEYWORDS.map((k) => item(k, Kind.Keyword, "", k, "3")),
  ];
}

/** The tables that stand behind FROM, JOIN, UPDATE and INTO, under their names and aliases. */
function tablesIn(statement, schema) {
  const found = new Map();
  for (const [, name, alias] of statement.matchAll(/\b(?:from|join|update|into)\s+(?:["`[]?[\p{L}\p{N}_]+["`\]]?\s*\.\s*)?["`[]?([\p{L}\p{N}_]+)["`\]]?(?:\s+(?:as\s+)?([\p{L}_][\p{L}\p{N}_]*))?/giu)) {
    const table = schema.find((t) => t.name.toLowerCase() === name.toLowerCase());
    if (!table) continue;
    found.set(name.toLowerCase(), table);
    if (alias && !KEYWORDS.includes(alias.toUpperCase())) found.set(alias.toLowerCase(), table);
  }
  return found;
}
