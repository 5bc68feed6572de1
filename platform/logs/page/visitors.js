const hour_ms = 3600000;

/** Empty hours of a day are shown, a night is not. */
function hours_of(visitors) {
  const hours = [];
  for (const [hour, sessions] of visitors.sessions_by_hour) {
    const last = hours.at(-1)?.[0] ?? hour;
    if (hour - last <= 6) for (let empty = last + 1; empty < hour; ++empty) hours.push([empty, 0]);
    hours.push([hour, sessions]);
  }
  return hours;
}

/** `words` says a name of the log to a person. */
function write_counts(parent, title, map, level, name, words = plain) {
  const rows = Object.entries(map).map(([key, value]) => [words(key), value]).sort((one, other) => other[1] - one[1]);
  if (!rows.length) return;
  table(section(parent, title, level), title, [name_column(name), count_column("Count", (row) => row[1], { bar: true })], rows);
}

function write_visitor_tiles(parent, visitors) {
  const roles = Object.values(visitors.roles), sum = (key) => roles.reduce((all, role) => all + role[key], 0);
  const views = sum("views");
  add_tiles(parent, [["Sessions", number(visitors.sessions_started)],
    ["An average session", visitors.sessions_ended ? duration(visitors.session_ms / visitors.sessions_ended) : "not known"],
    ["Sessions that opened a role", number(visitors.sessions_with_role)], ["Role views", number(views)],
    ["Of these read for 10 s", views ? `${Math.round(100 * sum("read") / views)} %` : "none"],
    ["Codes shown", number(visitors.qr_shown)]]);
}

function write_roles(parent, visitors, level) {
  const title = "Roles", rows = Object.entries(visitors.roles).sort((one, other) => other[1].views - one[1].views);
  if (!rows.length) return;
  table(section(parent, title, level), title, [name_column("Role"), count_column("Views", (row) => row[1].views, { bar: true }),
    count_column("Read for 10 s", (row) => row[1].read),
    count_column("Average seconds", (row) => Math.round(row[1].dwell_ms / Math.max(1, row[1].views) / 1000))], rows, { kind: "roles" });
}

/** Of the fleet, or of one kiosk, whose parts stand one level deeper. */
function write_visitors(parent, visitors, level) {
  write_visitor_tiles(parent, visitors);
  write_roles(parent, visitors, level);
  const halves = add(parent, "div", undefined, "halves");
  const hours = hours_of(visitors), title = "Sessions by hour";
  if (visitors.sessions_without_hour) hours.push([null, visitors.sessions_without_hour]);
  if (hours.length)
    table(section(halves, title, level), title, [{ name: "Hour", value: (row) => row[0], kind: "when",
      show: (hour) => (hour === null ? "not known" : time(hour * hour_ms)) }, count_column("Sessions", (row) => row[1], { bar: true })], hours);
  const steps = [["Touched the glass", visitors.attract_ended], ["Began a session", visitors.sessions_started],
    ["Opened a role", visitors.sessions_with_role], ["Saw a code to take away", visitors.qr_shown]];
  if (steps.some((step) => step[1]))
    table(section(halves, "From the attract loop on", level), "From the attract loop on",
      [name_column("Step"), count_column("Visitors", (row) => row[1], { bar: true })], steps, { is_sorted: false });
  write_counts(halves, "How sessions ended", visitors.ended_how, level, "How", ending_name);
  write_counts(halves, "Where they gave up", visitors.gave_up_on, level, "Screen", sentence);
  write_counts(halves, "Languages chosen", visitors.languages, level, "Language", language_name);
  write_counts(halves, "Comfort settings", visitors.comfort, level, "Setting", setting_name);
}
