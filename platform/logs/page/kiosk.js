function add_facts(parent, facts) {
  const list = add(parent, "dl", undefined, "facts");
  for (const [name, value, is_alert] of facts) {
    const fact = add(list, "div");
    add(fact, "dt", name);
    add_name(add(fact, "dd", undefined, is_alert ? "alert" : ""), value);
  }
}

function content_words(kiosk) {
  if (kiosk.content_version === null) return "not told";
  const origin = kiosk.content_origin ? ` (${plain(kiosk.content_origin)})` : "", since = kiosk.content_since_wall_ms;
  const age = since === null || report.last_wall_ms === null ? "" : `, since ${time(since)} (${duration(report.last_wall_ms - since)})`;
  return `Version ${kiosk.content_version}${origin}${age}${is_old(kiosk) ? `. The newest of the fleet is ${newest_content}` : ""}`;
}

function stick_words(kiosk) {
  if (!kiosk.update_verdict) return "none";
  const when = kiosk.update_wall_ms === null ? "" : `, ${time(kiosk.update_wall_ms)}`;
  const is_refusal = kiosk.needs.includes("stick_refused");
  return (is_refusal ? `Refused: ${plain(kiosk.update_verdict)}` : sentence(kiosk.update_verdict)) + when;
}

function cure(need, kiosk) {
  const words = needs[need]?.[1] ?? "See its faults below.";
  if (need === "old_content") return `It shows ${kiosk.content_version}, others show ${newest_content}. ${words}`;
  if (need === "stick_refused") return `It said: ${plain(kiosk.update_verdict)}. ${words}`;
  return words;
}

function write_needs(parent, kiosk) {
  const made = section(parent, "What it needs");
  if (!kiosk.needs.length) return void add(made, "p", "Nothing: no person has to go there.", "panel calm");
  const list = add(made, "ul", undefined, "needs");
  for (const need of kiosk.needs) {
    const item = add(list, "li", undefined, "panel");
    add(item, "strong", need_name(need));
    add(item, "span", cure(need, kiosk));
  }
}

function write_facts(parent, kiosk) {
  const made = section(parent, "Facts");
  add_tiles(made, [["Starts", number(kiosk.starts)], ["Crashes", number(kiosk.crashes), kiosk.crashes > 0], ["Power cuts", number(kiosk.power_cuts)],
    ["Errors", number(kiosk.errors), kiosk.errors > 0], ["Warnings", number(kiosk.warnings)],
    ["Events missing", number(kiosk.missing_events), kiosk.missing_events > 0]]);
  add_facts(made, [["Last seen", `${full_time(kiosk.last_wall_ms)}${kiosk.switched_off ? ", switched off in good order" : ""}`], ["First seen", full_time(kiosk.first_wall_ms)],
    ["Program", kiosk.version || "not told"], ["Content", content_words(kiosk), is_old(kiosk)], ["Last stick", stick_words(kiosk)],
    ["Events", number(kiosk.events)]]);
}

function write_its_visitors(parent, kiosk) {
  const made = section(parent, "Its visitors"), of = kiosk.visitors;
  if (!of.sessions_started && !of.sessions_ended && !Object.keys(of.roles).length)
    return void add(made, "p", "Nobody touched it.", "empty");
  write_visitors(made, of, 3);
}

function write_kiosk(parent, kiosk) {
  if (kiosk.is_partial) add(parent, "p", "Only a part of its events is shown here: the logs name more kiosks than there is room for.", "panel");
  write_needs(parent, kiosk);
  write_facts(parent, kiosk);
  write_timeline(parent, kiosk);
  write_health(parent, kiosk);
  write_its_visitors(parent, kiosk);
}
