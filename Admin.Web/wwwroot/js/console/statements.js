// Reads statements well enough to choose and to lay them out; what may run is decided on the server alone.

const CLAUSES = new Set(["SELECT", "FROM", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "UNION", "EXCEPT", "INTERSECT", "VALUES", "SET", "RETURNING", "WITH", "WINDOW"]);
const FUNCTIONS = new Set(["COUNT", "SUM", "AVG", "MIN", "MAX", "COALESCE", "CAST"]);
const JOINS = new Set(["JOIN", "LEFT", "RIGHT", "INNER", "FULL", "CROSS", "NATURAL"]);

export const KEYWORDS = ("SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET JOIN LEFT RIGHT INNER OUTER FULL CROSS ON USING AS AND OR NOT IN IS NULL LIKE BETWEEN EXISTS "
  + "CASE WHEN THEN ELSE END DISTINCT UNION ALL EXCEPT INTERSECT WITH RECURSIVE VALUES ASC DESC COUNT SUM AVG MIN MAX COALESCE CAST OVER PARTITION EXPLAIN "
  + "INSERT INTO UPDATE SET DELETE RETURNING TRUE FALSE").split(" ");

/** Pieces of a text in order, white space left out: { kind: word|text|comment|name|symbol, text, start, end }. */
export function scan(text, dialect) {
  const found = [];
  const nests = dialect === "postgresql" || dialect === "sqlserver";
  let at = 0;
  const take = (kind, end) => {
    found.push({ kind, text: text.slice(at, end), start: at, end });
    at = end;
  };
  const until = (end) => (end < 0 ? text.length : end);
  while (at < text.length) {
    const c = text[at];
    const two = text.substr(at, 2);
    const dollar = dialect === "postgresql" && c === "$" ? /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(at, at + 64)) : null;
    if (/\s/.test(c)) at++;
    else if (two === "--" || (c === "#" && dialect === "mysql")) take("comment", until(text.indexOf("\n", at)));
    else if (two === "/*") take("comment", commentEnd(text, at, nests));
    else if (dollar) take("text", until(text.indexOf(dollar[0], at + dollar[0].length)) === text.length ? text.length : text.indexOf(dollar[0], at + dollar[0].length) + dollar[0].length);
    else if (c === "'" || c === '"' || c === "`" || (c === "[" && dialect === "sqlserver")) take(c === "'" ? "text" : "name", quoteEnd(text, at, dialect));
    else if (/[\p{L}_]/u.test(c)) take("word", at + /^[\p{L}\p{N}_$]+/u.exec(text.slice(at))[0].length);
    else if (/\d/.test(c)) take("number", at + /^[\d.]+(?:[eE][+-]?\d+)?/.exec(text.slice(at))[0].length);
    else if (/[:@$]/.test(c) && /[\w]/.test(text[at + 1] ?? "")) take("word", at + 1 + /^\w+/.exec(text.slice(at + 1))[0].length);
    else take("symbol", at + (/^(?:<>|<=|>=|!=|::|\|\||->>?|:=|@>|<@)/.exec(text.slice(at, at + 3))?.[0].length ?? 1));
  }
  return found;
}

function commentEnd(text, start, nests) {
  let depth = 1;
  let at = start + 2;
  while (at < text.length && depth > 0) {
    const two = text.substr(at, 2);
    if (two === "*/") depth--;
    else if (two === "/*" && nests) depth++;
    at += two === "*/" || (two === "/*" && nests) ? 2 : 1;
  }
  return at;
}

function quoteEnd(text, start, dialect) {
  const close = text[start] === "[" ? "]" : text[start];
  const escapes = dialect === "mysql" || dialect === "mongodb";
  for (let at = start + 1; at < text.length; at++) {
    if (escapes && text[at] === "\\") at++;
    else if (text[at] === close && text[at + 1] === close) at++;
    else if (text[at] === close) return at + 1;
  }
  return text.length;
}

/** The statement around an offset: { start, end } without the semicolon and the space around. */
export function around(text, offset, dialect) {
  if (dialect === "mongodb") return trim(text, 0, text.length);
  const pieces = scan(text, dialect);
  const ends = pieces.filter((p) => p.kind === "symbol" && p.text === ";").map((p) => p.start);
  let start = 0;
  for (const end of [...ends, text.length]) {
    // Right behind a semicolon one still means the statement that it ends.
    const found = trim(text, start, end);
    if (offset <= end + 1 && (found.end > found.start || end === text.length)) return found;
    start = end + 1;
  }
  return trim(text, 0, text.length);
}

function trim(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  return { start, end };
}

/** One clause a line, lists and conditions indented; literals, names and comments stay as they are. */
export function format(text, dialect) {
  if (dialect === "mongodb") return text;
  const pieces = scan(text, dialect);
  const lines = [];
  let line = "";
  let depth = 0;
  const indents = [];
  const base = () => "  ".repeat(depth);
  const flush = (extra = 0) => {
    if (line.trim()) lines.push(line.trimEnd());
    line = base() + "  ".repeat(extra);
  };
  let previous = null;
  let clause = "";
  for (const piece of pieces) {
    const word = piece.kind === "word" ? piece.text.toUpperCase() : "";
    const upper = KEYWORDS.includes(word) ? word : piece.text;
    const joins = JOINS.has(word) && !JOINS.has(previous?.word) && previous?.word !== "OUTER";
    if (piece.kind === "comment") {
      line += (line.trim() ? " " : "") + piece.text;
      flush(clause === "SELECT" ? 1 : 0);
    } else if (piece.text === ")" && indents.length) {
      const query = indents.pop();
      if (query) {
        depth--;
        flush();
      }
      line += ")";
    } else if (CLAUSES.has(word) && !(word === "SET" && previous?.word === "UPDATE")) {
      flush();
      line += upper;
      clause = word;
    } else if (joins || word === "AND" || word === "OR") {
      // BETWEEN keeps its AND.
      if (word === "AND" && clause === "BETWEEN") {
        line += " AND";
        clause = "";
      } else {
        flush(1);
        line += upper;
      }
    } else {
      if (word === "BETWEEN") clause = "BETWEEN";
      line += (needsSpace(previous, piece, line) ? " " : "") + upper;
      if (piece.text === "(") {
        const query = /^\s*(?:SELECT|WITH|VALUES)\b/i.test(text.slice(piece.end));
        indents.push(query);
        if (query) depth++;
      } else if (piece.text === "," && !indents.length && clause === "SELECT") flush(1);
      else if (piece.text === ";") flush();
    }
    previous = { ...piece, word };
  }
  flush();
  return lines.join("\n").replace(/\n{3,}/g, "\n\n");
}

function needsSpace(previous, piece, line) {
  if (!previous || !line.trim()) return false;
  if ([",", ";", ")", ".", "::", "]"].includes(piece.text) || [".", "(", "::", "["].includes(previous.text)) return false;
  if (piece.text === "(" && previous.kind === "word" && (FUNCTIONS.has(previous.word) || !KEYWORDS.includes(previous.word))) return false;
  return !(piece.text === "[" && previous.kind !== "symbol");
}
