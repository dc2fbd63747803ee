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

export const copy = field => navigator.clipboard.writeText(field.value).then(() => true, () => false);
