// The cells of a result. Only those in view exist as nodes, in both directions; the rest is asked for when it comes near.
const rowHeight = 28;
const headHeight = 44;
const overRows = 8;
const overColumns = 2;
const keptRows = 2_000;
const largestAsk = 12_000;
const styles = ["", "null", "num", "bool", "time", "binary", "json", "long", "cut", "masked"];
let grids = 0;

const make = (tag, className, role) => {
  const node = document.createElement(tag);
  node.className = className;
  if (role) node.setAttribute("role", role);
  return node;
};

const icon = (path, className) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", className);
  svg.innerHTML = path;
  return svg;
};

const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

/** A grid in an element; `first` is a result to show at once, if there is one. */
export function create(host, net, words, first) {
  const prefix = `grid${++grids}`;
  const sizer = make("div", "rg-sizer");
  const headGroup = make("div", "rg-head", "rowgroup");
  const headRow = make("div", "rg-headrow", "row");
  const corner = make("div", "rg-at rg-corner", "columnheader");
  const body = make("div", "rg-body", "rowgroup");
  const status = host.parentElement.querySelector("[data-grid-status]");
  corner.innerHTML = "<span class='sr-only'></span>";
  corner.firstChild.textContent = words.rowNumber;
  corner.setAttribute("aria-colindex", "1");
  headRow.setAttribute("aria-rowindex", "1");
  headRow.append(corner);
  headGroup.append(headRow);
  sizer.append(headGroup, body);
  host.replaceChildren(sizer);

  let version = -1;
  let count = 0;
  let largest = 0;
  let columns = [];
  let lefts = [0];
  let atWidth = 56;
  let sort = null;
  let data = new Map();
  let asking = false;
  let gone = false;
  let follows = false;
  const rows = new Map();
  const heads = new Map();
  const freeRows = [];
  let active = { row: 0, column: 0 };
  let anchor = { row: 0, column: 0 };

  const cellId = (row, column) => `${prefix}-${row < 0 ? "h" : row}-${column}`;
  const chosen = () => ({
    top: Math.max(0, Math.min(active.row, anchor.row)),
    bottom: Math.max(0, active.row, anchor.row),
    left: Math.min(active.column, anchor.column),
    right: Math.max(active.column, anchor.column),
  });

  // Where things are.
  const place = () => {
    lefts = [0];
    for (const column of columns) lefts.push(lefts.at(-1) + column.width);
    // Rows keep their numbers when others are filtered away.
    largest = Math.max(largest, count);
    atWidth = Math.max(44, String(largest).length * 8 + 24);
    host.style.setProperty("--rg-at", `${atWidth}px`);
    sizer.style.width = `${atWidth + lefts.at(-1)}px`;
    sizer.style.height = `${headHeight + count * rowHeight}px`;
    // With room for the bar that scrolls sideways.
    host.style.setProperty("--rg-height", `${headHeight + count * rowHeight + 18}px`);
    host.setAttribute("aria-rowcount", count + 1);
    host.setAttribute("aria-colcount", columns.length + 1);
  };
  const columnAt = (x) => {
    let [low, high] = [0, columns.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (lefts[middle] <= x) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  };
  const span = () => {
    const width = Math.max(0, host.clientWidth - atWidth);
    const height = Math.max(rowHeight, host.clientHeight - headHeight);
    return {
      top: clamp(Math.floor(host.scrollTop / rowHeight) - overRows, 0, count),
      bottom: clamp(Math.ceil((host.scrollTop + height) / rowHeight) + overRows, 0, count),
      left: clamp(columnAt(host.scrollLeft) - overColumns, 0, columns.length),
      right: clamp(columnAt(host.scrollLeft + width) + 1 + overColumns, 0, columns.length),
    };
  };

  // What is known of them.
  const keep = (window) => {
    if (window.version !== version) return;
    window.numbers.forEach((number, y) => {
      let row = data.get(window.row + y);
      if (!row) data.set(window.row + y, row = { number, texts: [], styles: [] });
      for (let x = 0; x < window.columns; x++) {
        row.texts[window.column + x] = window.texts[y * window.columns + x];
        row.styles[window.column + x] = window.styles.charCodeAt(y * window.columns + x) - 97;
      }
    });
    if (data.size <= keptRows) return;
    const { top, bottom } = span();
    const far = [...data.keys()].filter((row) => row < top - keptRows / 4 || row > bottom + keptRows / 4);
    far.forEach((row) => data.delete(row));
  };
  const missing = (area) => {
    let found = null;
    for (let row = area.top; row < area.bottom; row++) {
      const known = data.get(row)?.texts;
      for (let column = area.left; column < area.right; column++) {
        if (known?.[column] !== undefined) continue;
        found ??= { top: row, bottom: row + 1, left: column, right: column + 1 };
        found.bottom = row + 1;
        found.left = Math.min(found.left, column);
        found.right = Math.max(found.right, column + 1);
      }
    }
    return found;
  };
  // One question at a time: who scrolls on while it is answered asks next for where they are then.
  const ask = async () => {
    if (asking || gone) return;
    asking = true;
    try {
      for (let turn = 0; turn < 1_000 && !gone; turn++) {
        const near = span();
        const page = near.bottom - near.top;
        // A screen more on either side, so that scrolling seldom meets a blank.
        const want = missing({ ...near, top: Math.max(0, near.top - page), bottom: Math.min(count, near.bottom + page) });
        if (!want) return;
        const width = want.right - want.left;
        const height = Math.min(want.bottom - want.top, Math.floor(largestAsk / width));
        const asked = version;
        const answer = await net.invokeMethodAsync("Cells", version, want.top, height, want.left, width);
        if (gone) return;
        if (answer && asked === version) {
          if (answer.numbers.length === 0) return;
          keep(answer);
          paint();
        }
      }
    } catch (error) {
      // The page has gone, or the connection: what is painted stays, and the next scroll asks again.
      if (!gone) console.debug("Cells could not be fetched.", error);
    } finally {
      asking = false;
    }
  };

  // Drawing.
  const fillCell = (cell, row, column, area) => {
    const known = data.get(row);
    const text = known?.texts[column];
    if (text !== undefined) {
      if (cell.shown !== text) cell.firstChild.nodeValue = cell.shown = text;
    } else if (cell.at !== `${row}:${column}`) {
      cell.firstChild.nodeValue = cell.shown = "";
    }
    cell.at = `${row}:${column}`;
    const on = row >= area.top && row <= area.bottom && column >= area.left && column <= area.right && (area.top !== area.bottom || area.left !== area.right);
    const now = row === active.row && column === active.column;
    const look = `rg-cell ${styles[known?.styles[column] ?? 0]}${columns[column].right ? " right" : ""}${on ? " chosen" : ""}${now ? " now" : ""}`;
    if (cell.className !== look) cell.className = look;
    if (cell.ariaSelected !== String(on || now)) cell.ariaSelected = String(on || now);
    const id = cellId(row, column);
    if (cell.id !== id) cell.id = id;
    if (cell.column !== column) {
      cell.column = column;
      cell.setAttribute("aria-colindex", column + 2);
    }
    const [left, width] = [`${atWidth + lefts[column]}px`, `${columns[column].width}px`];
    if (cell.style.left !== left) cell.style.left = left;
    if (cell.style.width !== width) cell.style.width = width;
  };
  const newCell = () => {
    const cell = make("div", "rg-cell", "gridcell");
    cell.append(document.createTextNode(""));
    return cell;
  };
  const newRow = () => {
    const row = make("div", "rg-row", "row");
    const at = make("div", "rg-at", "rowheader");
    at.setAttribute("aria-colindex", "1");
    row.append(at);
    return Object.assign(row, { at, cells: new Map() });
  };
  const fillRow = (node, row, area, marked) => {
    const number = data.get(row)?.number ?? row + 1;
    if (node.row !== row) {
      node.row = row;
      node.style.transform = `translateY(${row * rowHeight}px)`;
      node.setAttribute("aria-rowindex", row + 2);
    }
    if (node.number !== number) node.at.textContent = node.number = number;
    const free = [];
    for (const [column, cell] of node.cells) {
      if (column >= area.left && column < area.right) continue;
      node.cells.delete(column);
      free.push(cell);
    }
    for (let column = area.left; column < area.right; column++) {
      let cell = node.cells.get(column);
      if (!cell) {
        cell = free.pop() ?? node.appendChild(newCell());
        node.cells.set(column, cell);
      }
      fillCell(cell, row, column, marked);
    }
    free.forEach((cell) => cell.remove());
  };
  const newHead = (index) => {
    const column = columns[index];
    const head = make("div", "rg-th", "columnheader");
    const name = make("span", "rg-name");
    name.textContent = column.name || words.noName;
    if (!column.name) name.classList.add("faint");
    const type = make("span", "rg-type");
    type.textContent = column.masked ? `${words.masked} · ${column.masked}` : column.type ?? "";
    head.append(name, type);
    head.title = [column.name, column.type, column.masked && words.maskedBecause.replace("{0}", column.masked)].filter(Boolean).join(" · ");
    if (column.masked) {
      head.classList.add("masked");
      head.append(icon(words.lock, "rg-lock"));
    } else {
      head.append(make("span", "rg-sort"));
      const filter = make("span", "rg-filter");
      filter.title = words.filter;
      filter.append(icon(words.funnel, ""));
      head.append(filter);
    }
    head.append(make("span", "rg-grip"));
    head.column = index;
    head.id = cellId(-1, index);
    head.setAttribute("aria-colindex", index + 2);
    return head;
  };
  const fillHead = (head, index) => {
    const column = columns[index];
    const way = sort?.column === index ? (sort.descending ? "descending" : "ascending") : "none";
    if (column.masked) head.removeAttribute("aria-sort");
    else if (head.getAttribute("aria-sort") !== way) head.setAttribute("aria-sort", way);
    head.classList.toggle("filtered", Boolean(column.filtered));
    head.classList.toggle("right", column.right);
    head.classList.toggle("now", active.row === -1 && active.column === index);
    head.style.left = `${atWidth + lefts[index]}px`;
    head.style.width = `${column.width}px`;
  };
  const paint = () => {
    if (gone || columns.length === 0) return;
    const area = span();
    for (const [index, head] of heads) {
      if (index >= area.left && index < area.right) continue;
      head.remove();
      heads.delete(index);
    }
    for (let index = area.left; index < area.right; index++) {
      let head = heads.get(index);
      if (!head) heads.set(index, head = headRow.appendChild(newHead(index)));
      fillHead(head, index);
    }
    for (const [row, node] of rows) {
      if (row >= area.top && row < area.bottom) continue;
      rows.delete(row);
      freeRows.push(node);
    }
    const marked = chosen();
    for (let row = area.top; row < area.bottom; row++) {
      let node = rows.get(row);
      if (!node) {
        node = freeRows.pop() ?? body.appendChild(newRow());
        rows.set(row, node);
      }
      fillRow(node, row, area, marked);
    }
    freeRows.splice(0).forEach((node) => node.remove());
    const id = cellId(active.row, active.column);
    if (document.getElementById(id)) host.setAttribute("aria-activedescendant", id);
    else host.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    paint();
    ask();
  };

  // Moving and choosing.
  const reveal = () => {
    const { row, column } = active;
    const height = host.clientHeight - headHeight;
    if (row >= 0) {
      if (row * rowHeight < host.scrollTop) host.scrollTop = row * rowHeight;
      else if ((row + 1) * rowHeight > host.scrollTop + height) host.scrollTop = (row + 1) * rowHeight - height;
    }
    const width = host.clientWidth - atWidth;
    if (lefts[column] < host.scrollLeft) host.scrollLeft = lefts[column];
    else if (lefts[column + 1] > host.scrollLeft + width) host.scrollLeft = Math.min(lefts[column], lefts[column + 1] - width);
  };
  let following = 0;
  const go = (row, column, extend) => {
    active = { row: clamp(row, extend ? 0 : -1, count - 1), column: clamp(column, 0, columns.length - 1) };
    if (!extend) anchor = { ...active };
    reveal();
    draw();
    if (!follows || active.row < 0) return;
    clearTimeout(following);
    following = setTimeout(() => call("OpenAsync", version, active.row, active.column), 80);
  };
  const call = (method, ...args) => net.invokeMethodAsync(method, ...args).catch((error) => {
    if (!gone) console.debug(`${method} failed.`, error);
  });
  const say = (text) => {
    if (status) status.textContent = text;
  };
  const copy = async (area, withHeader) => {
    if (count === 0 || columns.length === 0) return false;
    const text = (async () => {
      const stream = await net.invokeMethodAsync("CopyAsync", version, area.top, area.bottom, area.left, area.right, withHeader);
      return new Blob([await stream.arrayBuffer()], { type: "text/plain" });
    })();
    try {
      // The promise, not its outcome: a browser forgets the key press while one waits.
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })]);
      const cells = (area.bottom - area.top + 1) * (area.right - area.left + 1);
      say(words.copied.replace("{0}", cells.toLocaleString(document.documentElement.lang || undefined)));
      return true;
    } catch {
      say(words.notCopied);
      return false;
    }
  };
  const part = (what) => {
    const area = chosen();
    if (what === "row") return { ...area, left: 0, right: columns.length - 1 };
    if (what === "column") return { ...area, top: 0, bottom: count - 1 };
    return area;
  };
  const widen = (index, width) => {
    columns[index].width = clamp(Math.round(width), 48, 1_200);
    columns[index].sized = true;
    place();
    draw();
  };
  const toggle = (index) => columns[index].masked ? say(words.maskedBecause.replace("{0}", columns[index].masked)) : call("SortAsync", index);

  const page = () => Math.max(1, Math.floor((host.clientHeight - headHeight) / rowHeight) - 1);
  const keys = {
    ArrowUp: () => [active.row - 1, active.column],
    ArrowDown: () => [active.row + 1, active.column],
    ArrowLeft: () => [active.row, active.column - 1],
    ArrowRight: () => [active.row, active.column + 1],
    PageUp: () => [Math.max(0, active.row - page()), active.column],
    PageDown: () => [active.row + page(), active.column],
    Home: (all) => [all ? 0 : active.row, 0],
    End: (all) => [all ? count - 1 : active.row, columns.length - 1],
  };
  const onKey = (e) => {
    if (columns.length === 0 || e.target !== host) return;
    const control = e.ctrlKey || e.metaKey;
    const done = () => {
      e.preventDefault();
      e.stopPropagation();
    };
    if (e.altKey && (e.key === "ArrowLeft" || e.key === "ArrowRight")) {
      done();
      widen(active.column, columns[active.column].width + (e.key === "ArrowLeft" ? -16 : 16));
    } else if (e.altKey && e.key === "ArrowDown") {
      done();
      if (!columns[active.column].masked) call("OpenFilterAsync", active.column);
    } else if (keys[e.key] && !e.altKey) {
      done();
      go(...keys[e.key](control), e.shiftKey);
    } else if (control && e.key.toLowerCase() === "c") {
      done();
      copy(chosen(), e.shiftKey);
    } else if (control && e.key.toLowerCase() === "a") {
      done();
      anchor = { row: 0, column: 0 };
      active = { row: count - 1, column: columns.length - 1 };
      draw();
    } else if ((e.key === "Enter" && !control) || e.key === " ") {
      done();
      if (active.row < 0) toggle(active.column);
      else if (count > 0) call("OpenAsync", version, active.row, active.column);
    } else if (e.key === "Escape" && follows) {
      done();
      call("CloseAsync");
    }
  };

  // The mouse.
  const cellOf = (target) => {
    const cell = target.closest?.(".rg-cell, .rg-at");
    if (!cell || !body.contains(cell)) return null;
    return { row: cell.parentElement.row, column: cell.column, isRow: cell.classList.contains("rg-at") };
  };
  let dragging = false;
  let sizing = null;
  let gripped = null;
  const fit = async (index) => {
    const width = await call("Fit", index);
    if (width) widen(index, width);
  };
  const onDown = (e) => {
    if (e.button !== 0) return;
    const head = e.target.closest(".rg-th");
    if (head && e.target.classList.contains("rg-grip")) {
      e.preventDefault();
      // Told apart here: what follows a captured press names the grid, not the grip.
      const isSecond = gripped?.index === head.column && e.timeStamp - gripped.at < 400;
      gripped = { index: head.column, at: e.timeStamp };
      if (isSecond) return fit(head.column);
      sizing = { index: head.column, from: e.clientX, width: columns[head.column].width };
      host.setPointerCapture(e.pointerId);
      return;
    }
    const cell = cellOf(e.target);
    if (!cell) return;
    const again = !cell.isRow && cell.row === active.row && cell.column === active.column && e.pointerType !== "mouse";
    if (cell.isRow) {
      anchor = { row: e.shiftKey ? anchor.row : cell.row, column: 0 };
      active = { row: cell.row, column: columns.length - 1 };
      draw();
    } else {
      go(cell.row, cell.column, e.shiftKey);
    }
    dragging = e.pointerType === "mouse" && !cell.isRow;
    if (again) call("OpenAsync", version, cell.row, cell.column);
  };
  const onMove = (e) => {
    if (sizing) return widen(sizing.index, sizing.width + e.clientX - sizing.from);
    if (!dragging || !(e.buttons & 1)) return;
    const cell = cellOf(document.elementFromPoint(e.clientX, e.clientY) ?? host);
    if (cell && !cell.isRow && (cell.row !== active.row || cell.column !== active.column)) go(cell.row, cell.column, true);
  };
  const onUp = () => {
    dragging = false;
    // The click that ends a resize must not sort.
    if (sizing) setTimeout(() => { sizing = null; });
  };
  const onClick = (e) => {
    const head = e.target.closest(".rg-th");
    if (!head || sizing || e.target.classList.contains("rg-grip")) return;
    go(-1, head.column, false);
    if (e.target.closest(".rg-filter")) call("OpenFilterAsync", head.column);
    else toggle(head.column);
  };
  const onDouble = (e) => {
    const cell = cellOf(e.target);
    if (cell && !cell.isRow) call("OpenAsync", version, cell.row, cell.column);
  };
  const onFocus = () => draw();

  host.addEventListener("scroll", draw, { passive: true });
  host.addEventListener("keydown", onKey);
  host.addEventListener("pointerdown", onDown);
  host.addEventListener("pointermove", onMove);
  host.addEventListener("pointerup", onUp);
  host.addEventListener("pointercancel", onUp);
  host.addEventListener("click", onClick);
  host.addEventListener("dblclick", onDouble);
  host.addEventListener("focus", onFocus);
  const sized = new ResizeObserver(() => {
    // The value beside the grid takes room: its cell stays in view.
    if (follows && columns.length > 0) reveal();
    draw();
  });
  sized.observe(host);

  const forget = () => {
    data = new Map();
  };
  // A result, from its start.
  const show = (setup) => {
    forget();
    heads.forEach((head) => head.remove());
    heads.clear();
    ({ version, count, columns } = setup);
    largest = 0;
    sort = setup.sort ?? null;
    active = { row: 0, column: 0 };
    anchor = { row: 0, column: 0 };
    place();
    host.scrollTo(0, 0);
    keep(setup.first);
    host.dataset.rows = count;
    draw();
  };
  if (first) show(first);
  return {
    show,
    // More rows at the end.
    grow: (total, widths) => {
      count = total;
      widths?.forEach((width, index) => {
        if (!columns[index].sized) columns[index].width = width;
      });
      place();
      host.dataset.rows = count;
      draw();
    },
    // The same columns in another order or choice of rows; what is painted stays until the new cells are there.
    arrange: (change) => {
      forget();
      ({ version, count } = change);
      sort = change.sort ?? null;
      columns.forEach((column, index) => { column.filtered = change.filtered.includes(index); });
      active = { row: clamp(active.row, -1, Math.max(0, count - 1)), column: active.column };
      anchor = { ...active };
      place();
      if (host.scrollTop > 0) host.scrollTop = 0;
      keep(change.first);
      host.dataset.rows = count;
      draw();
    },
    follow: (on) => { follows = on; },
    focus: () => host.focus({ preventScroll: true }),
    copy: (what, withHeader) => copy(part(what), withHeader),
    where: () => ({ row: active.row, column: active.column }),
    dispose: () => {
      gone = true;
      clearTimeout(following);
      sized.disconnect();
      for (const [name, handler] of [["scroll", draw], ["keydown", onKey], ["pointerdown", onDown], ["pointermove", onMove], ["pointerup", onUp],
        ["pointercancel", onUp], ["click", onClick], ["dblclick", onDouble], ["focus", onFocus]]) host.removeEventListener(name, handler);
      host.replaceChildren();
    },
  };
}
