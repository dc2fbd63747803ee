// A file's bytes are kept beside the field, so that the server sees whether they are text at all; typing makes the field count again.
const field = (root, what) => root.querySelector(what === "key" ? "[data-import-key]" : "[data-import-text]");

const bytes = (root, what) => {
  const input = field(root, what);
  return input?.file ?? new TextEncoder().encode(input?.value ?? "");
};

async function take(root, file) {
  const text = field(root, "text");
  const content = new Uint8Array(await file.arrayBuffer());
  try {
    text.value = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    text.value = "";
  }
  text.file = content;
  root.querySelector("[data-import-name]").textContent = file.name;
}

export function attach(root) {
  const text = field(root, "text");
  const choice = root.querySelector("[data-import-file]");
  text.addEventListener("input", () => { text.file = undefined; root.querySelector("[data-import-name]").textContent = ""; });
  text.addEventListener("dragover", e => { e.preventDefault(); text.classList.add("dropping"); });
  text.addEventListener("dragleave", () => text.classList.remove("dropping"));
  text.addEventListener("drop", e => {
    text.classList.remove("dropping");
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    take(root, e.dataTransfer.files[0]);
  });
  choice.addEventListener("change", () => { if (choice.files.length) take(root, choice.files[0]); choice.value = ""; });
}

export const length = (root, what) => bytes(root, what).length;

export const read = (root, what) => bytes(root, what);

export function clear(root) {
  for (const what of ["text", "key"]) {
    const input = field(root, what);
    if (input) { input.value = ""; input.file = undefined; }
  }
  root.querySelector("[data-import-name]").textContent = "";
}
