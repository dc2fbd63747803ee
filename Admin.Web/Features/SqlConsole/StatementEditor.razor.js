// Loads Monaco from this very application when the first editor is opened, never from another host.
const root = new URL("_content/BlazorMonaco/lib/monaco-editor/min/vs", document.baseURI).href;
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

export async function create(host, page, draft, label) {
  const monaco = await load();
  const key = `statement:${draft}`;
  dress(monaco);
  const editor = monaco.editor.create(host, {
    value: sessionStorage.getItem(key) ?? "",
    language: "sql",
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
  });
  const model = editor.getModel();
  const watch = new MutationObserver(() => dress(monaco));
  watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  editor.onDidChangeModelContent(() => {
    try {
      sessionStorage.setItem(key, editor.getValue());
    } catch {
      // A full store only costs the draft.
      sessionStorage.removeItem(key);
    }
  });
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => page.invokeMethodAsync("RunAsync"));
  const escape = (e) => {
    if (e.key === "Escape") page.invokeMethodAsync("CancelAsync");
  };
  document.addEventListener("keydown", escape);
  editor.focus();

  return {
    read: (limit) => new TextEncoder().encode(editor.getValue().slice(0, limit)),
    mark: (offset) => {
      monaco.editor.setModelMarkers(model, "guard", []);
      if (offset === null || offset === undefined) return null;
      const start = model.getPositionAt(offset);
      const word = model.getWordAtPosition(start);
      monaco.editor.setModelMarkers(model, "guard", [{
        severity: monaco.MarkerSeverity.Error,
        message: label,
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: start.lineNumber,
        endColumn: word ? word.endColumn : start.column + 1,
      }]);
      editor.revealPositionInCenterIfOutsideViewport(start);
      return { line: start.lineNumber, column: start.column };
    },
    dispose: () => {
      watch.disconnect();
      document.removeEventListener("keydown", escape);
      model.dispose();
      editor.dispose();
    },
  };
}
