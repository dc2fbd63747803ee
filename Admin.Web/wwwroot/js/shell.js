// What the frame needs from the browser. Beside it stand live.js and wall.js; every other script of ours is a module beside its component.
(() => {
  const root = document.documentElement;

  window.adminShell = {
    environment: () => ({
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC",
      narrow: matchMedia("(max-width:860px)").matches,
      rail: localStorage.getItem("admin.nav") === "rail",
      mac: /mac/i.test(navigator.platform),
    }),
    keepRail: rail => localStorage.setItem("admin.nav", rail ? "rail" : "expanded"),
    copy: text => navigator.clipboard.writeText(text).then(() => true, () => false),
    focus: selector => document.querySelector(selector)?.focus(),
    reveal: selector => document.querySelector(selector)?.scrollIntoView({ block: "nearest" }),
    listen: palette => {
      const typing = e => /^(input|textarea|select)$/i.test(e.target.tagName) || e.target.isContentEditable;
      const onKey = e => {
        if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") {
          e.preventDefault();
          palette.invokeMethodAsync("OpenAsync");
        } else if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && !e.repeat && !document.querySelector(".mud-dialog") && document.querySelector("main [data-go-on]")) {
          // Left first, so that what stands in the field is saved before the page goes on.
          e.preventDefault();
          document.activeElement?.blur();
          document.querySelector("main [data-go-on]").click();
        } else if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !typing(e)) {
          const filter = document.querySelector("[data-filter]");
          if (filter) { e.preventDefault(); filter.focus(); filter.select?.(); }
        }
      };
      const onClick = e => { if (e.target.closest("[data-palette]")) palette.invokeMethodAsync("OpenAsync"); };
      document.addEventListener("keydown", onKey);
      document.addEventListener("click", onClick);
      return { dispose: () => { document.removeEventListener("keydown", onKey); document.removeEventListener("click", onClick); } };
    },
  };

  // What is pressed is what is clicked, also where the page moved under the pointer meanwhile: leaving a field may bring a message
  // or take one away, and the browser then clicks only what both places have in common.
  let press = null;
  addEventListener("pointerdown", e => {
    press = { on: e.button === 0 ? e.target.closest("a[href],button") : null, x: e.clientX, y: e.clientY };
  }, true);
  addEventListener("click", e => {
    const last = press;
    press = null;
    if (e.detail === 0 || !last?.on?.isConnected || last.on.contains(e.target) || Math.hypot(e.clientX - last.x, e.clientY - last.y) > 4) return;
    e.preventDefault();
    e.stopPropagation();
    last.on.dispatchEvent(new MouseEvent("click", e));
  }, true);

  // The connection: Blazor says what it does through this element; we show it and keep the person's place.
  const keepPlace = () => sessionStorage.setItem("admin.place", JSON.stringify({ at: location.href, y: scrollY }));
  const reload = () => { keepPlace(); location.reload(); };
  const resume = async () => {
    try {
      if (await Blazor.reconnect()) return;
      if (await Blazor.resumeCircuit()) return;
    } catch { return; }
    reload();
  };
  const connection = document.getElementById("components-reconnect-modal");
  connection?.addEventListener("components-reconnect-state-changed", async e => {
    root.dataset.connection = e.detail.state === "hide" ? "up" : "lost";
    if (e.detail.state === "failed") document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && resume(), { once: true });
    if (e.detail.state === "rejected") {
      // The server does not know this circuit any more (it restarted): the same address gives the same page.
      try { if (await Blazor.resumeCircuit()) return; } catch { /* the button stays */ }
      reload();
    }
  });
  connection?.querySelector(".again")?.addEventListener("click", resume);
  connection?.querySelector(".reload")?.addEventListener("click", reload);
  document.querySelector("#blazor-error-ui .reload")?.addEventListener("click", reload);

  const place = JSON.parse(sessionStorage.getItem("admin.place") || "null");
  sessionStorage.removeItem("admin.place");
  if (place?.at === location.href) {
    const back = new MutationObserver(() => {
      if (document.body.scrollHeight - innerHeight < place.y) return;
      scrollTo(0, place.y);
      back.disconnect();
    });
    back.observe(document.body, { childList: true, subtree: true });
  }
})();
