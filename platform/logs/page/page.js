const main = document.getElementById("main"), fleet_view = document.getElementById("fleet"), kiosk_view = document.getElementById("kiosk");
const heading = document.getElementById("heading"), span = document.getElementById("span"), parts = document.getElementById("parts");
const back = document.getElementById("back");
let opened_from = null, fleet_scroll = 0;

function span_words() {
  if (!report.events) return "Give kiosk-logs report a log, a stick or a collector’s folder.";
  const made = generated === null ? "" : ` Made ${full_time(generated)}.`;
  if (report.first_wall_ms === null) return `No event had a clock: times are counted from power on.${made}`;
  return `From ${full_time(report.first_wall_ms)} to ${full_time(report.last_wall_ms)}, in the time of ${zone_name(report.last_wall_ms)}.${made}`;
}

function verdict() {
  const needy = report.kiosks.filter((kiosk) => kiosk.needs.length).length;
  if (!report.events) return "No events yet";
  return needy ? `${number(needy)} of ${counted(report.kiosks.length, "kiosk")} ${needy === 1 ? "needs" : "need"} a person` : "No kiosk needs a person";
}

function fill_other_names(cell, of) {
  const list = add(cell, "ul");
  for (const name of of.names) add_name(add(list, "li"), name);
  if (of.more_names) add(list, "li", `and ${number(of.more_names)} more`);
}

function write_logs(parent) {
  const made = section(parent, "The logs");
  made.id = "logs";
  add_tiles(made, [["Events", number(report.events)], ["Missing", number(report.missing_events), report.missing_events > 0],
    ["Came twice, left out", number(report.duplicates)], ["Places that could not be read", number(report.unreadable), report.unreadable > 0]]);
  if (report.other_names.length) {
    const title = "Boots that name more than one kiosk";
    table(section(made, title, 3), title, [{ name: "Counted as", value: (of) => of.kiosk, fill: (cell, of) => add_name(cell, of.kiosk) },
      { name: "Also named", value: (of) => of.names.join(" "), fill: fill_other_names }, count_column("Events under these names", (of) => of.events)], report.other_names);
  }
  write_counts(made, "Events that this program does not know", report.unknown_events, 3, "Event");
}

function write_report() {
  if (!report.events) return;
  write_fleet(fleet_view);
  const visitors = section(fleet_view, "Visitors");
  visitors.id = "visitors";
  write_visitors(visitors, report.visitors, 3);
  write_logs(fleet_view);
}

function head(title, words, is_kiosk) {
  heading.replaceChildren();
  add_name(heading, title);
  span.textContent = words;
  document.title = is_kiosk ? `${title} – kiosk` : title;
  back.hidden = !is_kiosk;
  parts.hidden = is_kiosk || !report.events;
  fleet_view.hidden = is_kiosk;
  kiosk_view.hidden = !is_kiosk;
  kiosk_view.replaceChildren();
}

function show_kiosk(address) {
  const kiosk = addresses.get(address);
  if (!fleet_view.hidden) fleet_scroll = window.scrollY;
  head(kiosk ? kiosk_name(kiosk) : "No such kiosk", span_words(), true);
  if (kiosk) write_kiosk(kiosk_view, kiosk);
  else add(kiosk_view, "p", "This report holds no kiosk of that name.", "empty");
  window.scrollTo(0, 0);
}

function show_fleet() {
  const was_kiosk = fleet_view.hidden, needed = needs_words();
  head(verdict(), span_words(), false);
  if (needed) add(span, "span", `Needed: ${needed}.`, "needed");
  if (!was_kiosk) return;
  const part = document.getElementById(location.hash.slice(1));
  if (part && fleet_view.contains(part)) return void part.scrollIntoView();
  window.scrollTo(0, fleet_scroll);
  (opened_from?.offsetParent ? opened_from : heading).focus({ preventScroll: true });
}

/** The address after "#kiosk=", or null for the fleet. What a person typed may be no address at all. */
function address_of_kiosk() {
  const mark = "#kiosk=";
  if (!location.hash.startsWith(mark)) return null;
  try {
    return decodeURIComponent(location.hash.slice(mark.length));
  } catch {
    return location.hash.slice(mark.length);
  }
}

function show(is_first) {
  const address = address_of_kiosk();
  if (address === null) return show_fleet();
  show_kiosk(address);
  if (!is_first) heading.focus({ preventScroll: true });
}

history.scrollRestoration = "manual";
const left_out = document.getElementById("left-out");
left_out.hidden = !report.left_out;
left_out.textContent = report.left_out;
start_theme(document.getElementById("theme"));
write_report();
fleet_view.addEventListener("click", (event) => { opened_from = event.target.closest("a") ?? opened_from; });
document.getElementById("skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
  main.scrollIntoView();
});
window.addEventListener("hashchange", () => show(false));
show(true);
