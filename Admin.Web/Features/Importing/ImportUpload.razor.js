// Sends a file piece by piece, so that a broken connection costs one piece. Tries again by itself, then leaves it to the person.
const pauses = [1000, 2000, 4000, 8000, 15000, 30000];
let stopped = false;
let current = null;

const chosen = root => root.querySelector("input[type=file]").files[0] ?? null;

export function describe(root) {
  const file = chosen(root);
  return file && { fileName: file.name, bytes: file.size, changedAt: file.lastModified };
}

export async function send(root, url, organization, offset, size, component) {
  const file = chosen(root);
  const token = root.querySelector("input[name=__RequestVerificationToken]")?.value ?? "";
  const leaving = e => e.preventDefault();
  stopped = false;
  window.addEventListener("beforeunload", leaving);
  try {
    let failures = 0;
    while (!stopped) {
      const answer = await put(file.slice(offset, offset + size), `${url}?offset=${offset}`, token, organization, sent => tell(component, offset + sent, false));
      const body = parse(answer.body);
      if (answer.status === 200) {
        failures = 0;
        offset = body.received_bytes;
        tell(component, offset, false);
        if (offset >= file.size) return answer;
      } else if (answer.status === 409 && body.code === "contact_import_offset" && failures < pauses.length) {
        // The piece had arrived although its answer had not.
        offset = Number(body.params.received);
        failures++;
      } else if ((answer.status === 0 || answer.status === 429 || answer.status >= 500 || body.code === "contact_import_upload_busy") && failures < pauses.length) {
        tell(component, offset, true);
        await new Promise(done => setTimeout(done, pauses[failures++]));
      } else {
        return answer;
      }
    }
    return { status: 0, body: "" };
  } finally {
    window.removeEventListener("beforeunload", leaving);
  }
}

export function stop() {
  stopped = true;
  current?.abort();
}

function put(piece, url, token, organization, progress) {
  return new Promise(resolve => {
    const request = current = new XMLHttpRequest();
    let told = 0;
    request.open("PUT", url);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRF-TOKEN", token);
    request.setRequestHeader("X-Organization-Id", organization);
    request.upload.onprogress = e => {
      const now = performance.now();
      if (now - told > 200) { told = now; progress(e.loaded); }
    };
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = request.onabort = () => resolve({ status: 0, body: "" });
    request.send(piece);
  });
}

// While the circuit is away nobody can be told; the file goes on all the same.
function tell(component, sent, waiting) {
  component.invokeMethodAsync("Progress", sent, waiting).catch(() => { });
}

function parse(text) {
  try { return JSON.parse(text); } catch { return {}; }
}
