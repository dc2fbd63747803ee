import { around, format } from "../../js/console/statements.js";
import { forget, propose } from "../../js/console/completions.js";

// Loads Monaco from this very application when the first editor is opened, never from another host.
const root = new URL("_content/BlazorMonaco/lib/monaco-editor/min/vs", document.baseURI).href;
const LANGUAGES = { postgresql: "pgsql", mysql: "mysql", sqlserver: "sql", sqlite: "sql", mongodb: "javascript" };
// Longer statements are judged when they are run, and travel as a stream; shorter ones fit into one message.
const CHECKED_AT_MOST = 8000;
const QUIET = 400;
// What is proposed while one types, and for how long nothing is once a statement runs.
const PROPOSED = { other: true, comments: false, strings: false };
const UNPROPOSED = 300;
let loading;

function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}/loader.js`;
    script.onerror = () => reject(new Error("The editor could not be loaded."));
    script.onload = () => {
      // Script tags instead of evaluated text: the content security policy allows no eval.
      window.require.config({ paths: { vs: root }, preferScriptTags: true });
      window.require(["vs/editor/editor.main"], () => resolve(window.monaco), reject);
    };
    document.head.append(script);
  });
  return loading;
}

const isDark = () => getComputedStyle(document.documentElement).colorScheme === "dark";

function colour(name) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--a-${name}`).trim() || "gray";
  return probe.fillStyle;
}

const hex = (name) => colour(name).slice(1, 7);

function dress(monaco) {
  monaco.editor.defineTheme("admin", {
    base: isDark() ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "keyword", foreground: hex("accent") },
      { token: "string", foreground: hex("info") },
      { token: "number", foreground: hex("info") },
      { token: "comment", foreground: hex("ink-soft") },
      { token: "operator", foreground: hex("ink-soft") },
      { token: "predefined", foreground: hex("accent") },
    ].flatMap((rule) => [rule, { ...rule, token: `${rule.token}.sql` }]),
    colors: {
      "editor.background": colour("surface"),
      "editor.foreground": colour("ink"),
      "editorLineNumber.foreground": colour("ink-faint"),
      "editorCursor.foreground": colour("accent"),
      "editor.lineHighlightBackground": colour("sunken"),
    },
  });
  monaco.editor.setTheme("admin");
}

/** Remembers within this browser tab; a full store only costs what it would have held. */
function remember(key, text) {
  try {
    sessionStorage.setItem(key, text);
  } catch {
    sessionStorage.removeItem(key);
  }
}

/** The tabs that this browser tab had open, as one text. */
export const recall = (key) => sessionStorage.getItem(`console:${key}`);

export const keep = (key, text) => remember(`console:${key}`, text);

export async function create(host, page, label) {
  const monaco = await load();
  const tabs = new Map();
  let current = null;
  let taken = { start: 0, end: 0 };
  let quiet;
  let unproposed;
  dress(monaco);
  const editor = monaco.editor.create(host, {
    model: null,
    ariaLabel: label,
    automaticLayout: true,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--a-mono"),
    fontSize: 14,
    lineNumbersMinChars: 3,
    padding: { top: 10, bottom: 10 },
    renderLineHighlight: "line",
    tabFocusMode: false,
    wordWrap: "on",
    fixedOverflowWidgets: true,
    wordBasedSuggestions: false,
    quickSuggestions: PROPOSED,
  });
  const watch = new MutationObserver(() => dress(monaco));
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

  /** The selection if there is one, else the statement under the cursor. */
  const meant = () => {
    const model = editor.getModel();
    const chosen = editor.getSelection();
    if (chosen && !chosen.isEmpty()) return { start: model.getOffsetAt(chosen.getStartPosition()), end: model.getOffsetAt(chosen.getEndPosition()) };
    return around(model.getValue(), model.getOffsetAt(editor.getPosition()), current.dialect);
  };
  const mark = (faults, start) => {
    const model = editor.getModel();
    if (!model) return null;
    const markers = (faults ?? []).map((fault) => {
      const from = model.getPositionAt(start + fault.position);
      const word = model.getWordAtPosition(from);
      return {
        severity: fault.isWarning ? monaco.MarkerSeverity.Warning : monaco.MarkerSeverity.Error,
        message: fault.message,
        startLineNumber: from.lineNumber,
        startColumn: from.column,
        endLineNumber: from.lineNumber,
        endColumn: word && word.endColumn > from.column ? word.endColumn : from.column + 1,
      };
    });
    monaco.editor.setModelMarkers(model, "guard", markers);
    return markers.length ? { line: markers[0].startLineNumber, column: markers[0].startColumn } : null;
  };
  const judge = async () => {
    const [tab, model] = [current, editor.getModel()];
    if (!tab || !model) return;
    const { start, end } = meant();
    const text = model.getValue().slice(start, end);
    if (!text || text.length > CHECKED_AT_MOST) return mark(null, 0);
    const version = model.getVersionId();
    const faults = await page.invokeMethodAsync("JudgeAsync", text);
    if (tab === current && version === model.getVersionId()) mark(faults, start);
  };
  // A list of proposals would lie over the result; one that the last key asked for may open only after the run has begun.
  const endProposals = () => {
    clearTimeout(unproposed);
    editor.updateOptions({ quickSuggestions: false });
    editor.getContribution("editor.contrib.suggestController")?.cancelSuggestWidget();
    unproposed = setTimeout(() => editor.updateOptions({ quickSuggestions: PROPOSED }), UNPROPOSED);
  };
  const judgeSoon = () => {
    clearTimeout(quiet);
    quiet = setTimeout(judge, QUIET);
  };
  editor.onDidChangeModelContent(() => {
    if (!current) return;
    remember(`statement:${current.id}`, editor.getValue());
    judgeSoon();
  });
  editor.onDidChangeCursorPosition((e) => {
    // Another statement may have other parameters.
    if (e.reason !== monaco.editor.CursorChangeReason.NotSet) judgeSoon();
  });
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => page.invokeMethodAsync("RunAsync", api.readShort()));
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyS, () => page.invokeMethodAsync("SaveAsync"));
  editor.addCommand(monaco.KeyMod.Shift | monaco.KeyMod.Alt | monaco.KeyCode.KeyF, () => api.format());
  // The editor takes Escape for itself even where it has nothing to close; what it does have open goes first.
  const opened = () => host.querySelector(".suggest-widget.visible, .find-widget.visible") !== null;
  let wasOpen = false;
  const before = (e) => {
    if (e.key === "Escape") wasOpen = opened();
  };
  const escape = (e) => {
    if (e.key === "Escape" && !wasOpen && (!e.defaultPrevented || editor.hasTextFocus())) page.invokeMethodAsync("CancelAsync");
  };
  document.addEventListener("keydown", before, true);
  document.addEventListener("keydown", escape);

  const api = {
    /** Shows a tab; its text is what it was, or the one given. */
    open: (id, dialect, text) => {
      const language = LANGUAGES[dialect] ?? "sql";
      let tab = tabs.get(id);
      if (!tab) {
        const model = monaco.editor.createModel(text ?? sessionStorage.getItem(`statement:${id}`) ?? "", language);
        tab = { id, dialect, model, schema: [] };
        tabs.set(id, tab);
      } else if (text !== null && text !== undefined) tab.model.setValue(text);
      if (tab.dialect !== dialect) monaco.editor.setModelLanguage(tab.model, language);
      tab.dialect = dialect;
      if (current) current.view = editor.saveViewState();
      current = tab;
      editor.setModel(tab.model);
      if (tab.view) editor.restoreViewState(tab.view);
      remember(`statement:${id}`, tab.model.getValue());
      propose(monaco, tab.model, dialect, tab.schema);
      editor.focus();
      judgeSoon();
    },
    close: (id) => {
      const tab = tabs.get(id);
      tabs.delete(id);
      sessionStorage.removeItem(`statement:${id}`);
      if (!tab) return;
      if (current === tab) {
        current = null;
        editor.setModel(null);
      }
      forget(tab.model);
      tab.model.dispose();
    },
    /** Tables as [{ schema, name, text, columns: [{ name, type, text }] }]; they are proposed in the tab that is shown. */
    know: (schema) => {
      if (!current) return;
      current.schema = schema;
      propose(monaco, current.model, current.dialect, schema);
    },
    /** The statement that is meant, if it fits into a message; marks are put on it from now on. */
    readShort: () => {
      if (!editor.getModel()) return "";
      endProposals();
      mark(null, 0);
      taken = meant();
      return taken.end - taken.start > CHECKED_AT_MOST ? null : editor.getValue().slice(taken.start, taken.end);
    },
    /** The same at any length, as bytes. */
    read: (limit) => new TextEncoder().encode(editor.getModel() ? editor.getValue().slice(taken.start, Math.min(taken.end, taken.start + limit)) : ""),
    readAll: (limit) => new TextEncoder().encode(editor.getModel() ? editor.getValue().slice(0, limit) : ""),
    mark: (faults) => {
      const place = mark(faults, taken.start);
      if (place) editor.revealPositionInCenterIfOutsideViewport({ lineNumber: place.line, column: place.column });
      return place;
    },
    insert: (text) => {
      editor.executeEdits("insert", [{ range: editor.getSelection(), text, forceMoveMarkers: true }]);
      editor.focus();
    },
    format: () => {
      const model = editor.getModel();
      if (!model || !current) return;
      editor.pushUndoStop();
      editor.executeEdits("format", [{ range: model.getFullModelRange(), text: format(model.getValue(), current.dialect) }]);
      editor.pushUndoStop();
    },
    focus: () => editor.focus(),
    dispose: () => {
      clearTimeout(quiet);
      clearTimeout(unproposed);
      watch.disconnect();
      document.removeEventListener("keydown", before, true);
      document.removeEventListener("keydown", escape);
      for (const { model } of tabs.values()) {
        forget(model);
        model.dispose();
      }
      editor.dispose();
    },
  };
  return api;
}
