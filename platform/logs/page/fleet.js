const newest_content = report.kiosks.reduce((newest, kiosk) => Math.max(newest, kiosk.content_version ?? -Infinity), -Infinity);
const is_old = (kiosk) => kiosk.content_version !== null && kiosk.content_version < newest_content;

/** The address of each kiosk's page; two kiosks without a name of their own may share what stands for one. */
const addresses = new Map();
for (const kiosk of report.kiosks) {
  let address = kiosk.name;
  for (let copy = 2; addresses.has(address); ++copy) address = `${kiosk.name} (${copy})`;
  addresses.set(address, kiosk);
  kiosk.address = `#kiosk=${encodeURIComponent(address)}`;
}

/** The worst first; "hall-2" before "hall-10". */
function order_of_need(one, other) {
  if (!one.needs.length || !other.needs.length) return other.needs.length - one.needs.length;
  for (let place = 0; place < Math.max(one.needs.length, other.needs.length); ++place) {
    const difference = (ranks[one.needs[place]] ?? -1) - (ranks[other.needs[place]] ?? -1);
    if (difference) return difference;
  }
  return 0;
}
report.kiosks.sort((one, other) => order_of_need(one, other) || collator.compare(one.name, other.name));
report.kiosks.forEach((kiosk, place) => { kiosk.place = place; });

function health_words(kiosk) {
  const last = kiosk.health.at(-1), words = [];
  if (!last) return "not told";
  if (last.temperature_c !== null) words.push(`${last.temperature_c} °C`);
  if (last.disk_free_mib !== null) words.push(`${gib(last.disk_free_mib)} free`);
  if (last.undervoltage) words.push("weak power");
  if (last.touch === false) words.push("no touch");
  return words.map((word) => word.replaceAll(" ", "\u00a0")).join(", ") || "not told";
}

function fill_needs(cell, kiosk) {
  if (!kiosk.needs.length) return void add(cell, "span", "nothing", "soft");
  const shown = kiosk.needs.length > 3 ? kiosk.needs.slice(0, 2) : kiosk.needs;
  const list = add(cell, "ul");
  for (const need of shown) add(list, "li", need_name(need));
  if (shown.length < kiosk.needs.length) add(list, "li", `and ${kiosk.needs.length - shown.length} more`);
}

function fill_content(cell, kiosk) {
  const box = add(cell, "span");
  add(box, "span", kiosk.content_version === null ? "not told" : String(kiosk.content_version), is_old(kiosk) ? "alert" : "");
  if (is_old(kiosk)) add(box, "span", ` older than ${newest_content}`, "alert");
  if (kiosk.content_since_wall_ms !== null) add(box, "small", `since ${time(kiosk.content_since_wall_ms)}`);
}

function fill_last_seen(cell, kiosk) {
  add(cell, "span", time(kiosk.last_wall_ms));
  if (kiosk.switched_off) add(cell, "small", "switched off");
}

const fleet_columns = [
  { name: "Kiosk", value: kiosk_name, fill: (cell, kiosk) => { const link = add(cell, "a"); link.href = kiosk.address; add_name(link, kiosk_name(kiosk)); } },
  { name: "What it needs", value: (kiosk) => kiosk.place, fill: fill_needs, mark: (kiosk) => (kiosk.needs.length ? "alert" : "") },
  { name: "Last seen", value: (kiosk) => kiosk.last_wall_ms, fill: fill_last_seen, kind: "when" },
  { name: "Content", value: (kiosk) => kiosk.content_version, fill: fill_content },
  { name: "Last stick", value: (kiosk) => kiosk.update_verdict, show: (verdict) => plain(verdict) || "none",
    mark: (kiosk) => (kiosk.update_verdict ? "" : "blank") },
  { name: "Health", value: (kiosk) => kiosk.health.at(-1)?.temperature_c ?? null, show: (_, kiosk) => health_words(kiosk) },
  count_column("Errors", (kiosk) => kiosk.errors, { mark: (kiosk) => (kiosk.errors ? "" : "blank") }), count_column("Sessions", (kiosk) => kiosk.visitors.sessions_started)];

/** Finds by name and by need, and says how many are left. */
function add_filter(controls, lines) {
  const find = add(add(controls, "label", "Find a kiosk"), "input");
  find.type = "search";
  const label = add(controls, "label"), only = add(label, "input");
  only.type = "checkbox";
  label.append("Only those that need a person");
  const shown = document.createElement("p");
  shown.className = "shown";
  shown.setAttribute("role", "status");
  const texts = lines.map(({ row }) => [kiosk_name(row), ...row.needs.map(need_name)].join("\n").toLowerCase());
  const filters = lines.map(({ row, line }, place) => ({ row, line, text: texts[place] }));
  const filter = () => {
    const wanted = find.value.trim().toLowerCase();
    let left = 0;
    for (const { row, line, text } of filters) {
      line.hidden = !text.includes(wanted) || (only.checked && !row.needs.length);
      left += line.hidden ? 0 : 1;
    }
    shown.textContent = left === lines.length ? `${counted(left, "kiosk")} shown` : `${number(left)} of ${counted(lines.length, "kiosk")} shown`;
  };
  find.addEventListener("input", filter);
  only.addEventListener("change", filter);
  filter();
  return shown;
}

/** For the cards of a phone, which have no heads to press. */
function add_sort_choice(controls, sort) {
  const label = add(controls, "label", "Sort by", "sort-choice"), choice = add(label, "select");
  fleet_columns.forEach((column, place) => { add(choice, "option", column.name).value = String(place); });
  choice.value = "1";
  choice.addEventListener("change", () => {
    const kind = fleet_columns[choice.value].kind;
    sort(Number(choice.value), kind !== "number" && kind !== "when");
  });
}

function write_fleet(parent) {
  if (!report.kiosks.length) return;
  const made = section(parent, "Kiosks"), controls = add(made, "div", undefined, "controls");
  made.id = "kiosks";
  const { lines, grid, sort } = table(made, "Kiosks", fleet_columns, report.kiosks, { kind: "cards fleet" });
  grid.querySelectorAll("thead th")[1].setAttribute("aria-sort", "ascending");
  grid.before(add_filter(controls, lines));
  add_sort_choice(controls, sort);
  if (report.kiosks_left_out) add(made, "p", `${counted(report.kiosks_left_out, "more kiosk")} ${report.kiosks_left_out === 1 ? "is" : "are"} counted in the totals only.`);
}

function needs_words() {
  const counts = new Map();
  for (const kiosk of report.kiosks) for (const need of kiosk.needs) counts.set(need, (counts.get(need) ?? 0) + 1);
  return [...counts].sort((one, other) => (ranks[one[0]] ?? 99) - (ranks[other[0]] ?? 99))
    .map(([need, count]) => `${number(count)}\u00a0×\u00a0${need_name(need).toLowerCase().replaceAll(" ", "\u00a0")}`).join(", ");
}
