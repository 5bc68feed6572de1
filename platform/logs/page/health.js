const chart_height = 150, chart_left = 52, chart_right = 12, chart_bottom = 26, most_samples = 96;

/** Boots side by side, so that a night without power takes no room. x_of(sample) is from 0 to 1. */
function running_time(samples) {
  const boots = [];
  for (const sample of samples) {
    const last = boots.at(-1);
    if (last?.boot !== sample.boot) boots.push({ boot: sample.boot, from: sample.monotonic_ms, to: sample.monotonic_ms, offset: null });
    const now = boots.at(-1);
    now.to = sample.monotonic_ms;
    if (sample.wall_ms !== null) now.offset = sample.wall_ms - sample.monotonic_ms;
  }
  const running = Math.max(1, boots.reduce((all, boot) => all + boot.to - boot.from, 0));
  const gap = running * Math.min(0.03, 0.2 / boots.length), whole = running + gap * (boots.length - 1);
  let before = 0;
  for (const boot of boots) {
    boot.start = before;
    before += boot.to - boot.from + gap;
  }
  const place_of = (boot, monotonic_ms) => (boot.start + monotonic_ms - boot.from) / whole;
  const by_number = new Map(boots.map((boot) => [boot.boot, boot]));
  return { boots, whole, gap, place_of, x_of: (sample) => place_of(by_number.get(sample.boot), sample.monotonic_ms) };
}

/** A line is drawn on while samples follow each other at about the usual distance; of a long time only some are kept. */
function usual_gap(samples) {
  const loose = samples.length < most_samples ? 3 : 6;
  const gaps = samples.slice(1).flatMap((sample, place) => (sample.boot === samples[place].boot ? [sample.monotonic_ms - samples[place].monotonic_ms] : []));
  gaps.sort((one, other) => one - other);
  return Math.max(15 * 60000, loose * (gaps[Math.floor(gaps.length / 2)] ?? 0));
}

function nice_step(span) {
  const power = 10 ** Math.floor(Math.log10(span / 3));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => span / step <= 4);
}

function draw_time_ticks(chart, axis, x_at, width) {
  const step = time_step(axis.whole, Math.max(2, Math.floor(width / 80)));
  let last_x = -Infinity, last_day = "";
  for (const boot of axis.boots) {
    if (boot !== axis.boots[0]) {
      const x = x_at(axis.place_of(boot, boot.from - axis.gap / 2));
      draw(chart, "line", { class: "break", x1: x, x2: x, y1: 4, y2: chart_height - chart_bottom });
    }
    const shift = boot.offset === null ? 0 : boot.offset - new Date(boot.offset + boot.from).getTimezoneOffset() * 60000;
    for (let local = Math.ceil((boot.from + shift) / step) * step; local - shift <= boot.to; local += step) {
      const monotonic_ms = local - shift, x = x_at(axis.place_of(boot, monotonic_ms));
      const today = boot.offset === null ? "" : day(monotonic_ms + boot.offset);
      const label = boot.offset === null ? short_duration(monotonic_ms) : today !== last_day ? today : clock(monotonic_ms + boot.offset);
      if (x - last_x < 56 || x > width - 16) continue;
      draw(chart, "line", { class: "grid", x1: x, x2: x, y1: 4, y2: chart_height - chart_bottom });
      draw(chart, "text", { class: "tick", x, y: chart_height - 8, "text-anchor": "middle" },
        today !== last_day && step < 86400000 ? `${label} ${clock(monotonic_ms + boot.offset)}` : label);
      last_x = today !== last_day ? x + 28 : x;
      last_day = today;
    }
  }
}

/** Calls line(points) for each stretch without a hole. */
function each_stretch(samples, value, longest_gap, line) {
  let points = [], last = null;
  for (const sample of [...samples, null]) {
    const now = sample && value(sample);
    const is_on = sample && last && now !== null && sample.boot === last.boot && sample.monotonic_ms - last.monotonic_ms <= longest_gap;
    if (!is_on && points.length) {
      line(points);
      points = [];
    }
    if (sample && now !== null) points.push(sample);
    last = sample && now !== null ? sample : null;
  }
}

function draw_curve(box, width, { title, unit, value, show, from, to, limit, limit_name }, samples, axis) {
  const bottom = chart_height - chart_bottom, known = samples.filter((sample) => value(sample) !== null).map(value);
  const lowest = Math.min(from, ...known), highest = Math.max(to ?? -Infinity, ...known);
  const step = nice_step(Math.max(highest - lowest, 1e-6)), low = Math.floor(lowest / step) * step, high = Math.max(low + step, Math.ceil(highest / step + (highest === to ? 0 : 0.1)) * step);
  const x_at = (share) => chart_left + (width - chart_left - chart_right) * share, x_of = (sample) => x_at(axis.x_of(sample));
  const y_of = (of) => 6 + (bottom - 6) * (1 - (of - low) / (high - low));
  const chart = draw(box, "svg", { role: "img", viewBox: `0 0 ${width} ${chart_height}`, "aria-label":
    `${title}: from ${show(Math.min(...known))} to ${show(Math.max(...known))}, last ${show(known.at(-1))}. The table below has the values.` });
  for (let of = low; of <= high + step / 2; of += step) {
    draw(chart, "line", { class: "grid", x1: chart_left, x2: width - chart_right, y1: y_of(of), y2: y_of(of) });
    draw(chart, "text", { class: "tick", x: chart_left - 8, y: y_of(of) + 4, "text-anchor": "end" }, `${Number(of.toFixed(6)).toLocaleString("en")}${unit}`);
  }
  draw_time_ticks(chart, axis, x_at, width);
  const has_limit = limit !== undefined && limit <= high;
  if (has_limit) draw(chart, "line", { class: "limit", x1: chart_left, x2: width - chart_right, y1: y_of(limit), y2: y_of(limit) });
  each_stretch(samples, value, usual_gap(samples), (points) => {
    if (points.length === 1) draw(chart, "circle", { class: "dot", cx: x_of(points[0]), cy: y_of(value(points[0])), r: 3 });
    else draw(chart, "polyline", { class: "curve", points: points.map((sample) => `${x_of(sample).toFixed(1)},${y_of(value(sample)).toFixed(1)}`).join(" ") });
  });
  if (has_limit) draw(chart, "text", { class: "limit-name", x: chart_left + 6, y: y_of(limit) + (y_of(limit) > 24 ? -6 : 16) }, limit_name);
  for (const sample of samples) {
    if (value(sample) === null) continue;
    const place = draw(chart, "rect", { class: "hover", x: x_of(sample) - 3, y: 4, width: 6, height: bottom - 4 });
    draw(place, "title", {}, `${moment(sample.boot, sample)}: ${show(value(sample))}`);
  }
}

/** A state holds until the next measurement, if that came in time. */
function end_of_stretch(samples, points) {
  const last = points.at(-1), next = samples[samples.indexOf(last) + 1];
  return next?.boot === last.boot && next.monotonic_ms - last.monotonic_ms <= usual_gap(samples) ? next : last;
}

const bands = [{ name: "Power", is_bad: (sample) => sample.undervoltage, word: "weak" },
  { name: "Touch", is_bad: (sample) => (sample.touch === null ? null : !sample.touch), word: "gone" }];

/** Fine is a thin line, wrong a hatched block with its word, not measured nothing. */
function draw_bands(box, width, samples, axis) {
  const x_at = (share) => chart_left + (width - chart_left - chart_right) * share, times = (is_bad) => samples.filter((sample) => is_bad(sample)).length;
  const chart = draw(box, "svg", { role: "img", viewBox: `0 0 ${width} ${chart_height}`, "aria-label":
    `Power and touch: weak power in ${times(bands[0].is_bad)} of ${samples.length} measurements, no touch in ${times(bands[1].is_bad)}. The table below has them.` });
  const hatch = draw(draw(chart, "defs"), "pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  draw(hatch, "rect", { class: "hatch", width: 3, height: 6 });
  draw_time_ticks(chart, axis, x_at, width);
  bands.forEach(({ name, is_bad, word }, row) => {
    const y = 36 + row * 52;
    draw(chart, "text", { class: "tick", x: chart_left - 8, y: y + 4, "text-anchor": "end" }, name);
    for (const bad of [false, true])
      each_stretch(samples, (sample) => (is_bad(sample) === bad ? 1 : null), usual_gap(samples), (points) => {
        const x = x_at(axis.x_of(points[0])), end = Math.max(x + 4, x_at(axis.x_of(end_of_stretch(samples, points))));
        draw(chart, "rect", { class: bad ? "bad" : "good", x, width: end - x, y: bad ? y - 14 : y - 1.5, height: bad ? 28 : 3 });
        if (bad) draw(chart, "text", { class: "limit-name", x: Math.min(x, width - 48), y: y - 18 }, word);
      });
  });
}

const late_percent = (sample) => (sample.frames > 0 ? (100 * sample.late_frames) / sample.frames : 0);
const curves = [
  { title: "Temperature", unit: "°", value: (sample) => sample.temperature_c, show: (value) => `${value} °C`, from: 40, to: 80, limit: 80, limit_name: "80 °C: slows down" },
  { title: "Free memory", unit: "", value: (sample) => sample.memory_available_mib, show: (value) => `${number(value)} MiB`, from: 0 },
  { title: "Free disk", unit: "", value: (sample) => (sample.disk_free_mib === null ? null : sample.disk_free_mib / 1024), show: (value) => `${value.toFixed(1)} GiB`, from: 0 },
  { title: "Late pictures", unit: " %", value: late_percent, show: (value) => `${value.toFixed(1)} %`, from: 0, to: 2, limit: 1, limit_name: "1 %: looks slow" },
];
const units = { "Temperature": "°C", "Free memory": "MiB", "Free disk": "GiB", "Late pictures": "% of all" };

function add_figure(parent, title, words, make, kind = "") {
  const figure = add(parent, "figure", undefined, `panel ${kind}`), caption = add(figure, "figcaption");
  add(caption, "h3", title);
  add(caption, "span", words);
  draw_to_width(add(figure, "div", undefined, "drawing"), make);
}

function write_health_table(parent, samples) {
  const known = (value, show = String) => (value === null ? "not told" : show(value)), yes = (value, words) => (value === null ? "not told" : words[Number(value)]);
  const details = add(parent, "details"), title = "Health, as a table";
  add(details, "summary", "The same as a table");
  const scroll = add(details, "div", undefined, "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", title);
  table(scroll, title, [{ name: "When", value: (sample) => moment(sample.boot, sample), kind: "when" },
    { name: "Temperature", value: (sample) => known(curves[0].value(sample), curves[0].show), kind: "number" },
    { name: "Free memory", value: (sample) => known(curves[1].value(sample), curves[1].show), kind: "number" },
    { name: "Free disk", value: (sample) => known(curves[2].value(sample), curves[2].show), kind: "number" },
    { name: "Late pictures", value: (sample) => `${number(sample.late_frames)} of ${number(sample.frames)}`, kind: "number" },
    { name: "Power", value: (sample) => yes(sample.undervoltage, ["fine", "weak"]) },
    { name: "Touch", value: (sample) => yes(sample.touch, ["gone", "there"]) }], samples, { is_sorted: false });
}

function write_health(parent, kiosk) {
  const made = section(parent, "Health");
  if (!kiosk.health.length) return void add(made, "p", "Its log holds no measurement.", "empty");
  const samples = kiosk.health, axis = running_time(samples), grid = add(made, "div", undefined, "figures");
  for (const curve of curves) {
    const values = samples.map(curve.value).filter((value) => value !== null);
    if (!values.length) {
      add(add(grid, "div", undefined, "panel"), "p", `${curve.title}: this machine does not tell.`, "empty");
      continue;
    }
    add_figure(grid, `${curve.title}, ${units[curve.title]}`, `last ${curve.show(values.at(-1))}, ${curve.limit === undefined
      ? `lowest ${curve.show(Math.min(...values))}` : `highest ${curve.show(Math.max(...values))}`}`,
    (box, width) => draw_curve(box, width, curve, samples, axis));
  }
  if (samples.some((sample) => sample.undervoltage !== null || sample.touch !== null))
    add_figure(grid, "Power and touch", "thin line: fine; hatched: weak or gone", (box, width) => draw_bands(box, width, samples, axis), "wide");
  write_health_table(made, samples);
}
