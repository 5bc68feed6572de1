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
function table(title, columns, rows) {
  add(main, "h2", title);
  const scroll = add(main, "div");
  scroll.className = "scroll"; scroll.tabIndex = 0;
  scroll.setAttribute("role", "region"); scroll.setAttribute("aria-label", title);
  const grid = add(scroll, "table"), head = add(add(grid, "thead"), "tr"), body = add(grid, "tbody");
  const lines = rows.map((row) => {
    const line = add(body, "tr");
    columns.forEach(([, value, show]) => add(line, "td", show ? show(value(row)) : String(value(row))));
    return { row, line };
  });
  columns.forEach(([name, value]) => {
    const cell = add(head, "th");
    cell.scope = "col";
    add(cell, "button", name).addEventListener("click", () => {
      const up = cell.getAttribute("aria-sort") !== "ascending";
      for (const other of head.children) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", up ? "ascending" : "descending");
      const key = (x) => value(x.row) ?? -1;
      lines.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (up ? 1 : -1));
      body.append(...lines.map((x) => x.line));
    });
  });
  return lines;
}
const counts = (title, map) => table(title, [["Name", (x) => x[0]], ["Count", (x) => x[1], number]], Object.entries(map).sort((a, b) => b[1] - a[1]));
const needy = report.kiosks.filter((kiosk) => kiosk.needs.length).length;
document.getElementById("verdict").textContent = !report.events ? "No events yet"
  : needy ? `${needy} of ${report.kiosks.length} kiosks need a person` : "No kiosk needs a person";
document.getElementById("span").textContent = !report.events ? "Give kiosk-logs report a log, a stick or a collector's folder."
  : `From ${time(report.first_wall_ms)} to ${time(report.last_wall_ms)}, all times in UTC.` + (generated === null ? "" : ` Made ${time(generated)}.`);
if (report.events) {
  const v = report.visitors, roles = Object.entries(v.roles).sort((a, b) => b[1].views - a[1].views);
  const sum = (key) => roles.reduce((all, [, role]) => all + role[key], 0);
  const tiles = add(main, "dl");
  for (const [name, value] of [["Sessions", v.sessions_started], ["Attract loop touched", v.attract_ended], ["Sessions with a role", v.sessions_with_role],
    ["Role views", sum("views")], ["Roles read (10 s)", sum("read")], ["QR shown", v.qr_shown], ["Missing events", report.missing_events],
    ["Unreadable", report.unreadable], ["Duplicates left out", report.duplicates]]) {
    const tile = add(tiles, "div");
    add(tile, "dt", name); add(tile, "dd", number(value));
  }
  const controls = add(main, "div");
  controls.className = "controls";
  const find = add(add(controls, "label", "Find a kiosk "), "input");
  const label = add(controls, "label"), only = add(label, "input");
  only.type = "checkbox"; label.append(" only those that need a person");
  const fleet = table("Kiosks", [["Kiosk", (k) => k.name || "(no name)"], ["Needs", (k) => k.needs.length ? k.needs.map((n) => reasons[n] ?? n).join(". ") : "nothing"],
    ["Last seen", (k) => k.last_wall_ms, time], ["Content", (k) => k.content_version, (x) => x === null ? "none" : number(x)],
    ["Last update", (k) => k.update_verdict || "none"], ["Errors", (k) => k.errors, number], ["Sessions", (k) => k.visitors.sessions_started, number]], report.kiosks);
  const filter = () => fleet.forEach(({ row, line }) => {
    line.hidden = !row.name.toLowerCase().includes(find.value.toLowerCase()) || (only.checked && !row.needs.length);
  });
  find.addEventListener("input", filter); only.addEventListener("change", filter);
  table("Roles", [["Role", (r) => r[0]], ["Views", (r) => r[1].views, number], ["Read", (r) => r[1].read, number],
    ["Seconds on average", (r) => Math.round(r[1].dwell_ms / Math.max(1, r[1].views) / 1000), number]], roles);
  table("Sessions by hour (UTC)", [["Hour", (h) => h[0] * 3600000, time], ["Sessions", (h) => h[1], number]], v.sessions_by_hour);
  counts("How sessions ended", v.ended_how); counts("Where they gave up", v.gave_up_on);
  counts("Languages", v.languages); counts("Comfort settings", v.comfort); counts("Unknown events", report.unknown_events);
}
