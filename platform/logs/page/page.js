"use strict";
const report = JSON.parse(document.getElementById("data").textContent);
const generated = JSON.parse(document.getElementById("generated").textContent);
const main = document.getElementById("main");
const reasons = {
  no_content: "Shows no content: bring a stick", not_seen: "Not heard of for long: check power and network",
  crashed: "Crashed: read its log", display_lost: "Lost its display: check the cable", touch_gone: "No touch: check the cable",
  undervoltage: "Too little voltage: change the power supply", hot: "Too hot: give it air", disk_full: "Disk nearly full",
  stick_refused: "Refused a stick: make it again", old_content: "Old content: bring the newest stick",
  events_missing: "Events are missing: collect its log by stick", late_frames: "Slow picture", clock_jumped: "Its clock jumped",
};
const number = (value) => value.toLocaleString("en");
const time = (ms) => ms === null ? "not known" : new Date(ms).toISOString().slice(0, 16).replace("T", " ");
function add(parent, tag, text) {
  const element = parent.appendChild(document.createElement(tag));
  if (text !== undefined) element.textContent = text;
  return element;
}
const bar = (share) => {
  const svg = document.getElementById("bar").content.firstElementChild.cloneNode(true);
  svg.firstElementChild.setAttribute("width", Math.max(100 * share, share > 0 ? 0.5 : 0));
  return svg;
};
/** A column: {name, value(row), show(value), kind: "number" or "when", bar: drawn beside it}. */
function table(parent, title, columns, rows, kind = "") {
  if (!rows.length) return [];
  const section = add(parent, "section");
  add(section, "h2", title);
  const scroll = add(section, "div");
  scroll.className = "scroll"; scroll.tabIndex = 0;
  scroll.setAttribute("role", "region"); scroll.setAttribute("aria-label", title);
  const grid = add(scroll, "table"), head = add(add(grid, "thead"), "tr"), body = add(grid, "tbody");
  grid.className = kind;
  const most = columns.map((column) => (column.bar ? Math.max(...rows.map(column.value)) : 0));
  const lines = rows.map((row) => {
    const line = add(body, "tr");
    columns.forEach((column, index) => {
      const value = column.value(row), cell = add(line, "td", column.show ? column.show(value) : String(value));
      cell.dataset.name = column.name;
      cell.className = column.mark?.(row) ?? column.kind ?? "";
      if (column.bar) { const chart = add(line, "td"); chart.className = "chart"; chart.append(bar(value / Math.max(1, most[index]))); }
    });
    return { row, line };
  });
  for (const column of columns) {
    const cell = add(head, "th");
    cell.scope = "col"; cell.className = column.kind ?? "";
    if (column.bar) add(head, "td");
    add(cell, "button", column.name).addEventListener("click", () => {
      const up = cell.getAttribute("aria-sort") !== "ascending";
      for (const other of head.children) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (x) => column.value(x.row) ?? -1;
      lines.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (up ? 1 : -1));
      body.append(...lines.map((x) => x.line));
    });
  }
  return lines;
}
const count = (name, value) => ({ name, value, show: number, kind: "number" });
const counts = (parent, title, map) => table(parent, title, [{ name: "Name", value: (x) => x[0] }, { ...count("Count", (x) => x[1]), bar: true }],
  Object.entries(map).sort((a, b) => b[1] - a[1]));
const kiosks = (n) => `${number(n)} ${n === 1 ? "kiosk" : "kiosks"}`;
const health = (k) => {
  const last = k.health.at(-1), words = [];
  if (!last) return "not told";
  if (last.temperature_c !== null) words.push(`${last.temperature_c} °C`);
  if (last.disk_free_mib !== null) words.push(`${(last.disk_free_mib / 1024).toFixed(1)} GiB free`);
  if (last.undervoltage) words.push("weak power");
  if (last.touch === false) words.push("no touch screen");
  return words.join(", ") || "not told";
};

function write_tiles() {
  const v = report.visitors, roles = Object.values(v.roles), sum = (key) => roles.reduce((all, role) => all + role[key], 0);
  const views = sum("views"), tiles = add(main, "dl");
  const average = v.sessions_ended ? `${Math.round(v.session_ms / v.sessions_ended / 1000)} s` : "not known";
  for (const [name, value] of [["Sessions", number(v.sessions_started)], ["An average session", average],
    ["Sessions that opened a role", number(v.sessions_with_role)], ["Role views", number(views)],
    ["Of these read for 10 s", views ? `${Math.round(100 * sum("read") / views)} %` : "none"], ["Events missing", number(report.missing_events)]]) {
    const tile = add(tiles, "div");
    add(tile, "dt", name); add(tile, "dd", value);
  }
}

function write_fleet() {
  const needs = (k) => k.needs.map((n) => reasons[n] ?? n).join(". ");
  const fleet = table(main, "Kiosks", [{ name: "Kiosk", value: (k) => k.name || "(no name)" },
    { name: "What it needs", value: needs, show: (x) => x || "nothing", mark: (k) => (k.needs.length ? "needy" : "") },
    { name: "Last seen", value: (k) => k.last_wall_ms, show: time, kind: "when" },
    { name: "Content", value: (k) => k.content_version, show: (x) => (x === null ? "not told" : String(x)), kind: "number" },
    { name: "Last stick", value: (k) => k.update_verdict.replaceAll("_", " ") || "none" }, { name: "Health", value: health },
    count("Errors", (k) => k.errors), count("Sessions", (k) => k.visitors.sessions_started)], report.kiosks, "cards");
  if (!fleet.length) return;
  const controls = document.createElement("div");
  controls.className = "controls";
  main.lastChild.querySelector("h2").after(controls);
  const find = add(add(controls, "label", "Find a kiosk "), "input"), label = add(controls, "label"), only = add(label, "input");
  find.type = "search"; only.type = "checkbox"; label.append(" Only those that need a person");
  const shown = add(controls, "span");
  shown.setAttribute("role", "status");
  const filter = () => {
    for (const { row, line } of fleet)
      line.hidden = !(row.name || "(no name)").toLowerCase().includes(find.value.toLowerCase()) || (only.checked && !row.needs.length);
    shown.textContent = `${kiosks(fleet.filter((x) => !x.line.hidden).length)} shown`;
  };
  find.addEventListener("input", filter); only.addEventListener("change", filter);
  filter();
  if (report.kiosks_left_out) add(main, "p", `${kiosks(report.kiosks_left_out)} more are counted in the totals only.`);
}

function write_visitors() {
  const v = report.visitors, roles = Object.entries(v.roles).sort((a, b) => b[1].views - a[1].views);
  table(main, "Roles", [{ name: "Role", value: (r) => r[0] }, { ...count("Views", (r) => r[1].views), bar: true }, count("Read for 10 s", (r) => r[1].read),
    count("Seconds on average", (r) => Math.round(r[1].dwell_ms / Math.max(1, r[1].views) / 1000))], roles);
  const half = add(main, "div");
  half.className = "half";
  table(half, "Sessions by hour (UTC)", [{ name: "Hour", value: (h) => h[0] * 3600000, show: time, kind: "when" }, { ...count("Sessions", (h) => h[1]), bar: true }],
    v.sessions_by_hour);
  table(half, "From the attract loop on", [{ name: "Step", value: (x) => x[0] }, { ...count("Visitors", (x) => x[1]), bar: true }],
    [["Touched the glass", v.attract_ended], ["Began a session", v.sessions_started], ["Opened a role", v.sessions_with_role], ["Saw a QR code", v.qr_shown]]
      .filter((x) => x[1]));
  counts(half, "How sessions ended", v.ended_how); counts(half, "Where they gave up", v.gave_up_on);
  counts(half, "Languages chosen", v.languages); counts(half, "Comfort settings", v.comfort);
}

const needy = report.kiosks.filter((kiosk) => kiosk.needs.length).length;
document.getElementById("verdict").textContent = !report.events ? "No events yet"
  : needy ? `${number(needy)} of ${kiosks(report.kiosks.length)} ${needy === 1 ? "needs" : "need"} a person` : "No kiosk needs a person";
document.getElementById("span").textContent = !report.events ? "Give kiosk-logs report a log, a stick or a collector's folder."
  : `From ${time(report.first_wall_ms)} to ${time(report.last_wall_ms)}, all times in UTC.` + (generated === null ? "" : ` Made ${time(generated)}.`);
if (report.events) {
  write_tiles();
  write_fleet();
  write_visitors();
  counts(main, "Events that this program does not know", report.unknown_events);
  add(main, "p", `${number(report.events)} events; ${number(report.duplicates)} that came twice were left out, ${number(report.unreadable)} places could not be read.`);
}
