// A wall board hangs where nobody presses a button: whatever breaks, it comes back by itself.
(() => {
  const root = document.documentElement;
  const wait = 5000;
  let coming = false;

  // Not before the server gives this page: a reload into nothing would leave the browser's own error page on the wall. That the link
  // has ended meanwhile is an answer too.
  const again = async () => {
    try {
      if ((await fetch(location.href, { cache: "no-store" })).status < 500) { location.reload(); return; }
    } catch { /* not yet */ }
    setTimeout(again, wait);
  };
  const comeBack = () => {
    if (coming) return;
    coming = true;
    root.dataset.connection = "lost";
    setTimeout(again, wait);
  };

  document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", e => {
    root.dataset.connection = e.detail.state === "hide" ? "up" : "lost";
    if (e.detail.state === "failed" || e.detail.state === "rejected") comeBack();
  });
  const broken = document.getElementById("blazor-error-ui");
  if (broken) new MutationObserver(comeBack).observe(broken, { attributes: true, attributeFilter: ["style"] });
})();
