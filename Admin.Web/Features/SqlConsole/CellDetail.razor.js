// Draws one value. Nodes of a document are made when their branch is opened, a hundred at a time.
const branchSize = 100;
const dumpSize = 16 * 1024;
const openLevels = 3;
const smallDocument = 4_000;

// Numbers keep the digits they came with: JavaScript would round what is longer than a double.
class Literal {
  constructor(text) {
    this.text = text;
  }
}

const parse = (text) => JSON.parse(text, (_, value, context) => typeof value === "number" ? new Literal(context?.source ?? String(value)) : value);

const make = (tag, className, text) => {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

function branch(name, value, words, levels) {
  if (value === null || typeof value !== "object" || value instanceof Literal) {
    const line = make("div", "json-leaf");
    if (name !== null) line.append(make("span", "json-name", `${name}: `));
    const kind = value === null ? "null" : value instanceof Literal ? "num" : typeof value === "boolean" ? "bool" : "text";
    line.append(make("span", `json-${kind}`, value instanceof Literal ? value.text : JSON.stringify(value)));
    return line;
  }
  const isList = Array.isArray(value);
  const entries = isList ? value.map((item, index) => [index, item]) : Object.entries(value);
  const node = make("details", "json-branch");
  const head = make("summary");
  if (name !== null) head.append(make("span", "json-name", `${name}: `));
  head.append(make("span", "json-size", `${isList ? "[" : "{"} ${entries.length} ${isList ? "]" : "}"}`));
  node.append(head);
  let made = 0;
  const grow = () => {
    const next = entries.slice(made, made + branchSize);
    made += next.length;
    node.querySelector(":scope > .json-more")?.remove();
    node.append(...next.map(([key, item]) => branch(key, item, words, levels - 1)));
    if (made === entries.length) return;
    const more = make("button", "button small quiet json-more", words.more.replace("{0}", entries.length - made));
    more.type = "button";
    more.onclick = grow;
    node.append(more);
  };
  node.ontoggle = () => {
    if (node.open && made === 0) grow();
  };
  if (levels > 0) {
    node.open = true;
    grow();
  }
  return node;
}

function dump(bytes, perLine) {
  const lines = [];
  for (let at = 0; at < Math.min(bytes.length, dumpSize); at += perLine) {
    const line = bytes.subarray(at, Math.min(at + perLine, dumpSize));
    const hex = Array.from(line, (b) => b.toString(16).padStart(2, "0")).join(" ").padEnd(perLine * 3 - 1);
    const text = Array.from(line, (b) => (b > 31 && b < 127 ? String.fromCharCode(b) : "·")).join("");
    lines.push(`${at.toString(16).padStart(8, "0")}  ${hex}  ${text}`);
  }
  return lines.join("\n");
}

export function create(host, words) {
  let bytes = new Uint8Array();
  let text = "";
  let shape = "text";
  let parsed = null;
  let turn = 0;

  const draw = (asTree) => {
    if (shape === "binary") {
      host.replaceChildren(make("pre", "cell-dump", dump(bytes, host.clientWidth < 640 ? 8 : 16)));
      if (bytes.length > dumpSize) host.append(make("p", "soft", words.firstBytes.replace("{0}", dumpSize.toLocaleString()).replace("{1}", bytes.length.toLocaleString())));
    } else if (parsed && asTree) {
      host.replaceChildren(branch(null, parsed.value, words, text.length < smallDocument ? openLevels : 1));
    } else {
      host.replaceChildren(make("pre", "cell-text", text));
    }
    host.scrollTop = 0;
  };

  return {
    show: async (kind, stream, asTree) => {
      const mine = ++turn;
      const content = new Uint8Array(await stream.arrayBuffer());
      // Who moves on quickly does not want to see what came late.
      if (mine !== turn) return;
      [shape, bytes, text, parsed] = [kind, content, kind === "binary" ? "" : new TextDecoder().decode(content), null];
      if (kind === "json") {
        try {
          parsed = { value: parse(text) };
        } catch {
          // Not JSON after all: it is shown as the text that it is.
          parsed = null;
        }
      }
      draw(asTree);
    },
    tree: draw,
    copy: () => navigator.clipboard.writeText(shape === "binary" ? Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("") : text).then(() => true, () => false),
    download: (name) => {
      const link = make("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    },
    dispose: () => {
      turn++;
      host.replaceChildren();
    },
  };
}
