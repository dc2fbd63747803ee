// Hides by itself also when the server can no longer say so.
export async function show(field, stream, seconds) {
  field.value = new TextDecoder().decode(await stream.arrayBuffer());
  clearTimeout(field.hiding);
  field.hiding = setTimeout(() => hide(field), seconds * 1000);
}

export function hide(field) {
  clearTimeout(field.hiding);
  field.value = "";
}

// What stands in the clipboard outlives the dialog, and so does the task of clearing it.
let copied = null;

export async function copy(field, seconds) {
  const value = field.value;
  if (!await navigator.clipboard.writeText(value).then(() => true, () => false))
    return false;
  clearTimeout(copied?.timer);
  copied = { value, timer: setTimeout(clear, seconds * 1000) };
  return true;
}

// "cleared"; "other": something else was copied since; "refused": the browser lets nobody clear it now.
export async function clear() {
  if (!copied)
    return "cleared";
  const mine = copied;
  clearTimeout(mine.timer);
  const now = await look();
  if (now !== null && now !== mine.value) {
    copied = null;
    return "other";
  }
  if (!await navigator.clipboard.writeText("").then(() => true, () => false)) {
    // A page in the background may not; it tries again when the person comes back.
    window.addEventListener("focus", clear, { once: true });
    return "refused";
  }
  if (copied === mine)
    copied = null;
  return "cleared";
}

// Null where reading is not allowed already: asking for it now would only puzzle.
async function look() {
  const permission = await navigator.permissions?.query({ name: "clipboard-read" }).catch(() => null);
  return permission?.state === "granted" ? navigator.clipboard.readText().catch(() => null) : null;
}
