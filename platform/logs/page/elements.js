/** Whatever a log held stays text: nothing on this page is parsed as HTML. */
function add(parent, tag, text, kind) {
  const element = parent.appendChild(document.createElement(tag));
  if (text !== undefined) element.textContent = text;
  if (kind) element.className = kind;
  return element;
}

const svg_space = document.getElementById("svg").content.firstElementChild.namespaceURI;

function draw(parent, tag, attributes = {}, text) {
  const element = parent.appendChild(document.createElementNS(svg_space, tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function section(parent, title, level = 2) {
  const made = add(parent, "section");
  const heading = add(made, `h${level}`, title);
  heading.id = `part-${document.querySelectorAll("h2, h3").length}`;
  made.setAttribute("aria-labelledby", heading.id);
  return made;
}

/** A name of a log: in its own direction, so that Arabic or a control letter turns nothing else around. */
const add_name = (parent, name) => add(parent, "bdi", name);

function add_bar(parent, share) {
  const chart = draw(parent, "svg", { "aria-hidden": "true", viewBox: "0 0 100 10", preserveAspectRatio: "none", class: "bar" });
  draw(chart, "rect", { height: 10, width: Math.max(100 * share, share > 0 ? 0.5 : 0) });
}

/** Unknown values are the last, in either direction. */
function compare(one, other, is_up) {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  const order = typeof one === "string" ? collator.compare(one, other) : one - other;
  return is_up ? order : -order;
}

/** The columns' heads are buttons. Returns what sorts: (column, is_up). */
function add_heads(head, columns, lines, body) {
  const cells = columns.map((column) => {
    const cell = add(head, "th", undefined, column.kind);
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    if (column.bar) add(head, "td").setAttribute("role", "presentation");
    return cell;
  });
  const sort = (place, is_up) => {
    cells.forEach((cell) => cell.removeAttribute("aria-sort"));
    cells[place].setAttribute("aria-sort", is_up ? "ascending" : "descending");
    const value = columns[place].value;
    lines.sort((one, other) => compare(value(one.row), value(other.row), is_up));
    body.append(...lines.map((entry) => entry.line));
  };
  cells.forEach((cell, place) => {
    const button = add(cell, "button", columns[place].name);
    button.type = "button";
    button.addEventListener("click", () => {
      const now = cell.getAttribute("aria-sort");
      sort(place, now ? now === "descending" : columns[place].kind !== "number" && columns[place].kind !== "when");
    });
  });
  return sort;
}

/**
 * A column: {name, value(row): what it is sorted by, show(value, row): text, fill(cell, row): instead of show,
 * kind: "number" or "when", bar: drawn beside it, mark(row): a class}. The first one names the row.
 * Returns {lines, sort, grid}.
 */
function table(parent, title, columns, rows, { kind = "", is_sorted = true } = {}) {
  const grid = add(parent, "table", undefined, kind);
  grid.setAttribute("aria-label", title);
  grid.setAttribute("role", "table");
  const top = add(grid, "thead"), head = add(top, "tr"), body = add(grid, "tbody");
  top.setAttribute("role", "rowgroup");
  body.setAttribute("role", "rowgroup");
  head.setAttribute("role", "row");
  const most = columns.map((column) => (column.bar ? Math.max(1, ...rows.map(column.value)) : 0));
  const lines = rows.map((row) => {
    const line = add(body, "tr");
    line.setAttribute("role", "row");
    columns.forEach((column, place) => {
      const cell = add(line, place ? "td" : "th", undefined, [column.kind, column.mark?.(row)].filter(Boolean).join(" "));
      if (!place) cell.scope = "row";
      cell.setAttribute("role", place ? "cell" : "rowheader");
      cell.dataset.name = column.name;
      const value = column.value(row);
      if (column.fill) column.fill(cell, row);
      else add(cell, "span", column.show ? column.show(value, row) : String(value));
      if (column.bar) {
        const chart = add(line, "td", undefined, "chart");
        chart.setAttribute("role", "presentation");
        add_bar(chart, value / most[place]);
      }
    });
    return { row, line };
  });
  if (is_sorted) return { lines, grid, sort: add_heads(head, columns, lines, body) };
  for (const column of columns) {
    const cell = add(head, "th", column.name, column.kind);
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    if (column.bar) add(head, "td").setAttribute("role", "presentation");
  }
  return { lines, grid };
}

const count_column = (name, value, more) => ({ name, value, show: number, kind: "number", ...more });
const name_column = (name) => ({ name, value: (row) => row[0], fill: (cell, row) => add_name(cell, row[0]) });

function add_tiles(parent, tiles) {
  const list = add(parent, "dl", undefined, "tiles");
  for (const [name, value, is_alert] of tiles) {
    const tile = add(list, "div");
    add(tile, "dt", name);
    add(tile, "dd", value, is_alert ? "alert" : "");
  }
}

/** Calls make(box, width) now, and again whenever the width of the box changes. */
function draw_to_width(box, make) {
  let drawn = 0;
  const again = () => {
    const width = Math.floor(box.clientWidth);
    if (!width || width === drawn) return;
    drawn = width;
    box.querySelector("svg")?.remove();
    make(box, width);
  };
  new ResizeObserver(again).observe(box);
  again();
}
