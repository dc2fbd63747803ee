// Says when the numbers on the page stand still, whoever is to blame: the server, the network or this browser. The server says how
// old the numbers are that it sends (live-mark); that no newer ones come can only be noticed here.
(() => {
  const root = document.documentElement;
  const marks = new Set();

  const tell = () => {
    const old = [...marks].filter(mark => mark.old);
    if (marks.size === 0) delete root.dataset.numbers;
    else root.dataset.numbers = old.length > 0 ? "old" : "live";
    if (old.length === 0) return;
    const since = new Date(Math.min(...old.map(mark => mark.since)));
    for (const place of document.querySelectorAll("[data-live-since]")) {
      place.dateTime = since.toISOString();
      place.textContent = since.toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    }
  };

  customElements.define("live-mark", class extends HTMLElement {
    static observedAttributes = ["at", "fresh", "age"];

    connectedCallback() {
      marks.add(this);
      this.take();
    }

    disconnectedCallback() {
      marks.delete(this);
      clearTimeout(this.timer);
      tell();
    }

    // Attributes come one by one: what they say together counts.
    attributeChangedCallback() {
      if (!this.isConnected || this.waiting) return;
      this.waiting = true;
      queueMicrotask(() => {
        this.waiting = false;
        if (this.isConnected) this.take();
      });
    }

    take() {
      clearTimeout(this.timer);
      const age = Number(this.getAttribute("age"));
      const left = Number(this.getAttribute("fresh")) - age;
      this.since = Date.now() - age;
      this.old = left <= 0;
      if (!this.old) this.timer = setTimeout(() => { this.old = true; tell(); }, left);
      tell();
    }
  });
})();
