// Sends the chosen file as it is and reports how far it is; answers {status, body} or null when no file is chosen.
export function upload(root, url, organization, component) {
  const file = root.querySelector("input[type=file]").files[0];
  if (!file) return null;
  const token = root.querySelector("input[name=__RequestVerificationToken]")?.value ?? "";
  return new Promise(resolve => {
    const request = new XMLHttpRequest();
    let shown = 0;
    request.open("POST", `${url}&file_name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-CSRF-TOKEN", token);
    request.setRequestHeader("X-Organization-Id", organization);
    request.upload.onprogress = e => {
      const percent = e.total ? Math.floor(100 * e.loaded / e.total) : 0;
      if (percent >= shown + 5 || percent === 100) { shown = percent; component.invokeMethodAsync("Progress", percent); }
    };
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => resolve({ status: 0, body: "" });
    request.send(file);
  });
}
