const lane_height = 52, most_lanes = 30, most_faults = 40;
const rank_of_severity = { error: 2, warning: 1, notice: 0 };

/** Severity by shape, too: nobody needs to tell red from yellow. */
function draw_mark(parent, severity, x, y) {
  const group = draw(parent, "g", { transform: `translate(${x} ${y})`, class: `mark ${severity}` });
  if (severity === "error") draw(group, "path", { d: "M0-8 8 0 0 8-8 0Z" });
  else if (severity === "warning") draw(group, "path", { d: "M0-7 7.5 6H-7.5Z" });
  else draw(group, "circle", { r: 5 });
  return group;
}

function add_severity(cell, fault) {
  const box = add(cell, "span", undefined, "severity");
  const icon = draw(box, "svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" });
  draw_mark(icon, fault.severity, 0, 0);
  add(box, "span", severity_names[fault.severity] ?? fault.severity);
}

/** Of at most `most` steps of a kind that people count time in. */
function time_step(span_ms, most) {
  const minute = 60000, steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080].map((count) => count * minute);
  return steps.find((step) => span_ms / step <= most) ?? Math.ceil(span_ms / most / steps.at(-1)) * steps.at(-1);
}

function short_duration(ms) {
  const minutes = Math.round(ms / 60000);
  if (minutes === 0) return "0";
  if (minutes % 1440 === 0) return `${minutes / 1440} d`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} h`;
}

/** Faults that would lie on each other are one mark with their number, of the worst of them. */
function clusters(faults, x_of) {
  const marks = [];
  for (const fault of faults) {
    const x = x_of(fault), last = marks.at(-1);
    if (last && x - last.x < 20) last.faults.push(fault);
    else marks.push({ x, faults: [fault] });
  }
  return marks;
}

const worst = (faults) => faults.reduce((most, fault) => ((rank_of_severity[fault.severity] ?? 0) > (rank_of_severity[most.severity] ?? 0) ? fault : most));

const boot_words = (boot, place) => `Boot ${place + 1}`
  + (boot.first_wall_ms === null ? ", its clock not known" : `, ${time(boot.first_wall_ms)}`) + `, on for ${duration(boot.last_monotonic_ms)}`;

function draw_lane(chart, kiosk, place, top, x_of) {
  const boot = kiosk.boots[place], y = top + 33, end = Math.max(x_of(boot.last_monotonic_ms), x_of(0) + 3);
  draw(chart, "text", { x: 9, y: top + 14 }, boot_words(boot, place));
  draw(chart, "rect", { class: "lane", x: x_of(0), y: y - 3, width: end - x_of(0), height: 6, rx: 3 });
  const faults = kiosk.faults.filter((fault) => fault.boot === place);
  for (const { x, faults: near } of clusters(faults, (fault) => x_of(fault.monotonic_ms))) {
    const mark = draw_mark(chart, worst(near).severity, x, y);
    draw(mark, "title", {}, near.map((fault) => `${event_name(fault.event)}, ${moment(fault.boot, fault)}`).join("\n"));
    if (near.length > 1) draw(chart, "text", { class: "many", x: x + 9, y: y - 5 }, String(near.length));
  }
}

function draw_timeline(box, kiosk, width) {
  const first = Math.max(0, kiosk.boots.length - most_lanes), lanes = kiosk.boots.length - first;
  const longest = Math.max(60000, ...kiosk.boots.slice(first).map((boot) => boot.last_monotonic_ms));
  const left = 9, right = 24, bottom = lanes * lane_height, height = bottom + 44;
  const x_of = (ms) => left + (width - left - right) * Math.min(1, Math.max(0, ms / longest));
  const chart = draw(box, "svg", { role: "img", viewBox: `0 0 ${width} ${height}`, class: "timeline", "aria-label":
    `Timeline of ${counted(kiosk.boots.length, "boot")} with ${counted(kiosk.faults.length, "event")} that matter. The table below lists them.` });
  const step = time_step(longest, Math.max(2, Math.floor(width / 90)));
  for (let ms = 0; ms <= longest; ms += step) {
    draw(chart, "line", { class: "grid", x1: x_of(ms), x2: x_of(ms), y1: 22, y2: bottom });
    draw(chart, "text", { class: "tick", x: x_of(ms), y: bottom + 16, "text-anchor": ms ? "middle" : "start" }, short_duration(ms));
  }
  draw(chart, "text", { class: "tick", x: left, y: bottom + 36 }, "after power on");
  for (let place = first; place < kiosk.boots.length; ++place) draw_lane(chart, kiosk, place, (place - first) * lane_height, x_of);
}

function add_legend(parent, severities) {
  const legend = add(parent, "p", undefined, "legend");
  for (const severity of severities) add_severity(legend, { severity });
  add(legend, "span", "A number: that many at once");
}

function write_timeline(parent, kiosk) {
  const made = section(parent, "Timeline");
  if (!kiosk.boots.length) return void add(made, "p", "Its log tells of no start.", "empty");
  if (kiosk.boots.length > most_lanes)
    add(made, "p", `${counted(kiosk.boots.length - most_lanes, "earlier boot")} ${kiosk.boots.length - most_lanes === 1 ? "is" : "are"} not drawn.`);
  const panel = add(made, "div", undefined, "panel");
  add_legend(panel, Object.keys(severity_names));
  draw_to_width(add(panel, "div", undefined, "drawing"), (box, width) => draw_timeline(box, kiosk, width));
  if (!kiosk.faults.length) return void add(made, "p", "Nothing but visits and health: no start, no content, no fault.", "empty");
  const title = "Faults and what happened between them", list = section(made, title, 3);
  if (kiosk.faults.length >= most_faults) add(list, "p", `The newest ${most_faults}; “kiosk-logs export” has all.`, "soft");
  const newest_first = kiosk.faults.map((fault, place) => ({ ...fault, place })).reverse();
  const { grid } = table(list, title, [{ name: "When", value: (fault) => fault.place, show: (_, fault) => moment(fault.boot, fault), kind: "when" },
    { name: "Level", value: (fault) => rank_of_severity[fault.severity] ?? 0, fill: add_severity },
    { name: "What", value: (fault) => event_name(fault.event), show: (name) => name },
    { name: "Details", value: (fault) => fault.detail, fill: (cell, fault) => add_name(cell, detail_text(fault.detail)),
      mark: (fault) => (fault.detail ? "" : "blank") },
    { name: "Boot", value: (fault) => fault.boot + 1, kind: "number" }], newest_first, { kind: "cards faults" });
  grid.querySelector("thead th").setAttribute("aria-sort", "descending");
}
