"use strict";
const report = JSON.parse(document.getElementById("data").textContent);
const generated = JSON.parse(document.getElementById("generated").textContent);
for (const kiosk of report.kiosks) kiosk.health = rows(kiosk.health);

/** {name: [value, ...]} as [{name: value}, ...] */
function rows(columns) {
  const names = Object.keys(columns);
  return columns[names[0]].map((_, place) => Object.fromEntries(names.map((name) => [name, columns[name][place]])));
}

/** Why a kiosk needs a person, the worst first: what is wrong, and what to do about it. */
const needs = {
  no_content: ["Had no content", "Visitors saw “back in a moment”. If they still do, bring a stick with content."],
  not_seen: ["Not heard of for long", "It was not switched off in good order, and nothing came from it in the last half hour of this report. Check its power and its network, or collect its log by stick."],
  crashed: ["Crashed", "It started again by itself. See its faults below; if it goes on, give this log to whoever maintains the program."],
  display_lost: ["Lost its display", "Check the display’s cable and its power."],
  touch_gone: ["No touch", "Check the cable between the touch screen and the machine."],
  undervoltage: ["Too little voltage", "Use the power supply made for this machine, on a socket of its own, with a short cable."],
  hot: ["Too hot", "It reached 80 °C, where the machine slows down. Give it air, keep it out of the sun, look at its fan."],
  disk_full: ["Disk nearly full", "Collect its log by stick and make room: a full disk takes no new content."],
  stick_refused: ["Refused a stick", "Make the stick again with “roledb stick”, and bring it once more."],
  old_content: ["Old content", "Bring the newest stick."],
  events_missing: ["Events are missing", "Collect its log by stick, and make this report again with it."],
  late_frames: ["Slow picture", "More than 1 picture in 100 came late. Look at its heat and its power first."],
  clock_jumped: ["Its clock jumped", "Times of this kiosk may be wrong; the order of its events is right. Let it reach a time server."],
};
const ranks = Object.fromEntries(Object.keys(needs).map((name, rank) => [name, rank]));

const plain = (name) => name.replaceAll("_", " ");
const sentence = (name) => plain(name).replace(/^./, (letter) => letter.toUpperCase());
const need_name = (need) => needs[need]?.[0] ?? sentence(need);
const kiosk_name = (kiosk) => (/[\p{L}\p{N}\p{P}\p{S}]/u.test(kiosk.name) ? kiosk.name : "(no name)");

const event_names = {
  crashed: "Crashed", power_lost: "Lost its power", started: "Started", stopped: "Stopped", config_problem: "A setting was not taken",
  content_shown: "Content on the glass", content_refused: "Content could not be shown", content_missing: "No content at all",
  content_installed: "New content by stick", stick_refused: "Refused a stick", content_rolled_back: "Went back to older content",
  logs_collected: "Log taken by stick", logs_refused: "Log not taken", staff_opened: "Staff came", staff_refused: "Wrong PIN",
  staff_closed: "Staff left", level_set: "Brightness or volume set", setup_finished: "Was set up",
  display_lost: "Lost its display", display_restored: "Display is back",
  frames_degraded: "Attract loop changed its detail", events_dropped: "Events were lost", upload_interrupted: "No way to the collector",
  upload_resumed: "Way to the collector open again", upload_skipped: "Collector refused entries",
};
/** The words for a name of the log; a name may be any text, also that of something every object has. */
const told = (words, name) => (Object.hasOwn(words, name) ? words[name] : sentence(name));
const event_name = (event) => told(event_names, event);
const ending_names = {
  idle: "Walked away", visitor: "Chose to finish", stopped: "The kiosk stopped", staff: "Staff came",
};
const ending_name = (how) => told(ending_names, how);
const language_names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
/** "Spanish (es)"; the code alone where it names no language. */
function language_name(code) {
  try {
    const name = language_names.of(code);
    return name ? `${name} (${code})` : code;
  } catch {
    return code;
  }
}
/** "text_size=large" as "Text size: large". */
const setting_name = (setting) => sentence(setting).replace("=", ": ");
const severity_names = { error: "Error", warning: "Warning", notice: "Notice" };

/** "verdict=unknown_key version=8" as "verdict unknown key, version 8". */
const detail_text = (detail) => detail.replace(/(^|\s)([a-z_]+)=([a-z]+(?:_[a-z]+)+(?=\s|$))?/g, (_, gap, name, value = "") => `${gap ? ", " : ""}${plain(name)} ${plain(value)}`).trim();
const number = (value) => value.toLocaleString("en");
const counted = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;
const collator = new Intl.Collator("en", { numeric: true });

const date_form = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const day_form = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const clock_form = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const clock = (ms) => clock_form.format(ms);
const day = (ms) => day_form.format(ms);
const year_of = (ms) => new Date(ms).getFullYear(), year_of_report = year_of(report.last_wall_ms);
/** In the reader's zone. The year is left out where it is that of the report's end. */
const time = (ms) => (ms === null ? "not known" : `${(year_of(ms) === year_of_report ? day_form : date_form).format(ms)}, ${clock(ms)}`);
const full_time = (ms) => (ms === null ? "not known" : `${date_form.format(ms)}, ${clock(ms)}`);

/** "Europe/Berlin (UTC+1)" */
function zone_name(ms) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const minutes = -new Date(ms).getTimezoneOffset();
  if (!zone || zone === "UTC") return "UTC";
  const hours = `${Math.trunc(Math.abs(minutes) / 60)}${minutes % 60 ? `:${String(Math.abs(minutes) % 60).padStart(2, "0")}` : ""}`;
  return `${zone} (UTC${minutes < 0 ? "−" : "+"}${hours})`;
}

function duration(ms) {
  const minutes = Math.floor(ms / 60000);
  if (minutes < 1) return `${Math.max(0, Math.round(ms / 1000))}\u00a0s`;
  if (minutes < 60) return `${minutes}\u00a0min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, "0")}\u00a0min`;
  return `${Math.floor(minutes / 1440)}\u00a0days\u00a0${Math.floor(minutes / 60) % 24}\u00a0h`;
}

/** Of a fault or a sample of health. The order of a kiosk's events needs no clock, so neither does this. */
const moment = (boot, of) => (of.wall_ms !== null ? time(of.wall_ms) : `boot ${boot + 1}, ${duration(of.monotonic_ms)} after power on`);
const gib = (mib) => `${(mib / 1024).toFixed(1)} GiB`;
