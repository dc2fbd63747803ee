// Fetches the file and hands it to the browser's downloads; answers {status, body, leftOut}, with a body only where it was refused.
export async function download(root, url, organization, body, reason) {
  const headers = {
    "Content-Type": "application/json",
    "X-CSRF-TOKEN": root.querySelector("input[name=__RequestVerificationToken]")?.value ?? "",
    "X-Organization-Id": organization,
  };
  if (reason) headers["X-Reason"] = encodeURIComponent(reason);
  let answer;
  try {
    answer = await fetch(url, { method: "POST", headers, body });
    if (!answer.ok) return { status: answer.status, body: await answer.text(), leftOut: 0 };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = /filename="?([^";]+)/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "download";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch {
    return { status: 0, body: "", leftOut: 0 };
  }
  return { status: answer.status, body: "", leftOut: Number(answer.headers.get("X-Left-Out") ?? 0) };
}
