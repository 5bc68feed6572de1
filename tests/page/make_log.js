// A made-up fair day as JSON lines: the same lines for the same options.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const fair_opens_ms = Date.parse("2026-11-24T08:00:00Z");
const roles = ["economist", "international-trade-analyst", "auditor", "management-and-program-analyst", "attorney-advisor", "data-scientist", "public-affairs-specialist"];
const severe = { hot: 3, crashed: 5, refused: 8, weak: 11, old: 17, late: 23, gone: 29 };

/** Numbers from 0 to 1, always the same ones. */
function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One run of the program: its events are stamped in order. */
class Run {
  constructor(lines, kiosk, boot, power_on_ms) {
    Object.assign(this, { lines, kiosk, boot, power_on_ms, seq: 0 });
  }
  log(monotonic_ms, event, fields = {}) {
    const wall = this.power_on_ms === null ? null : new Date(this.power_on_ms + monotonic_ms).toISOString();
    this.lines.push(JSON.stringify({ event, kiosk: this.kiosk, boot_id: this.boot, run: 1, monotonic_ms: Math.round(monotonic_ms), seq: ++this.seq, wall, ...fields }));
  }
}

function visit(run, now_ms, random) {
  run.log(now_ms, "attract_ended", { duration_ms: 30000 });
  run.log(now_ms, "session_started");
  const pages = Math.floor(random() * 4), began_ms = now_ms;
  for (let page = 0; page < pages; ++page) {
    const dwell_ms = Math.floor(2000 + 40000 * random() * random());
    now_ms += dwell_ms;
    run.log(now_ms, "role_viewed", { role_id: roles[Math.floor(roles.length * random() * random())], dwell_ms });
  }
  if (random() < 0.2) run.log(now_ms, "language_changed", { language: random() < 0.7 ? "es" : "en" });
  if (random() < 0.1) run.log(now_ms, "comfort_changed", { setting: "text_size", value: random() < 0.7 ? "large" : "largest" });
  run.log(now_ms + 9000, "session_ended", { how: random() < 0.7 ? "idle" : "visitor", duration_ms: now_ms - began_ms + 9000,
    screens: pages + 1, roles: pages, last_screen: pages ? "role" : "home" });
  return now_ms + 10000;
}

function health(run, now_ms, random, kiosk) {
  const hours = now_ms / 3600000, is_hole = kiosk.has_hole && hours > 1 && hours < 2;
  if (is_hole) return;
  const frames = 9000, hot = kiosk.number % 50 === severe.hot ? 24 : 0, is_weak = kiosk.number % 50 === severe.weak && hours > 1.5 && hours < 2.4;
  run.log(now_ms, "health", { uptime_s: Math.floor(now_ms / 1000), memory_available_mib: Math.round(1500 - 40 * hours + 60 * random()),
    temperature_c: kiosk.tells_heat ? Math.round(44 + hot + 9 * (1 - Math.exp(-hours)) + 4 * random()) : null, undervoltage: is_weak ? 1 : 0,
    disk_free_mib: Math.round(9100 - 30 * hours), disk_total_mib: 14000, frames,
    late_frames: Math.floor(frames * (kiosk.number % 50 === severe.late ? 0.03 : 0.002) * random()),
    touch: kiosk.number % 50 === severe.gone && hours > 3 ? 0 : 1, touches: 40 });
}

function run_of_boot(run, kiosk, random, { ends_ms, crashed }) {
  run.log(9000, "started", { version: "0.1.0", reason: "service", starts: crashed ? 2 : 1 });
  if (crashed) run.log(9100, crashed, crashed === "crashed" ? { how: "signal", code: 11 } : {});
  run.log(9500, "content_shown", { content_version: kiosk.number % 50 === severe.old ? 11 : 12, origin: "installed", roles: 40 });
  let next_health_ms = 10000, now_ms = 60000;
  while (now_ms < ends_ms) {
    for (; next_health_ms < now_ms; next_health_ms += 300000) health(run, next_health_ms, random, kiosk);
    now_ms = visit(run, now_ms, random) + kiosk.pause_ms * random();
  }
}

/** Its first boot ends by the plug; kiosks of some numbers have a trouble each. */
function write_kiosk(lines, number, name, { pause_ms, has_clock = true, hours = 8, is_switched_off = false }) {
  const random = dice(number + 1), hour_ms = 3600000;
  const kiosk = { number, pause_ms, has_hole: number % 3 === 0, tells_heat: number % 7 !== 6 };
  const boot_id = (boot) => `${boot}${number.toString(16).padStart(31, "0")}`, power_on = (ms) => (has_clock ? fair_opens_ms + ms : null);
  const first = new Run(lines, name, boot_id(1), power_on(0)), first_ends_ms = hours * (0.25 + 0.25 * random()) * hour_ms;
  run_of_boot(first, kiosk, random, { ends_ms: first_ends_ms });
  const second = new Run(lines, name, boot_id(2), power_on(first_ends_ms + 240000));
  run_of_boot(second, kiosk, random, { ends_ms: hours * hour_ms - first_ends_ms, crashed: number % 50 === severe.crashed ? "crashed" : "power_lost" });
  const end_ms = hours * hour_ms - first_ends_ms;
  if (number % 50 === severe.refused) second.log(end_ms - 900000, "stick_refused", { verdict: "unknown_key", version: 13, detail: "The stick is signed with a key that this kiosk does not know." });
  if (number % 50 === severe.hot) second.log(end_ms - 600000, "frames_degraded", { level: 1 });
  if (is_switched_off) second.log(end_ms + 900000, "stopped", { reason: "signal" });
  if (number % 50 === severe.gone) for (let again = 0; again < 3; ++again) second.log(end_ms - 500000 + 60000 * again, "display_lost", { what: "renderer" });
}

export const hostile_names = ["<script>alert(1)</script>", "W".repeat(200), "\u202e\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 kiosk", "a\"b'c&d%zz#kiosk=e", "toString", " "];

/** Times and walls near the ends of 64 bits, where a number of JavaScript is another one. */
function write_wild(lines) {
  const times = ["9223372036854775807", "-9223372036854775808", "4611686018427387904", "8640000000000001", "60000"];
  times.forEach((time, place) => [["started", `"version":"0.1.0"`], ["crashed", `"how":"signal","code":11`], ["session_started", `"x":1`],
    ["health", `"temperature_c":${time},"memory_available_mib":${time},"disk_free_mib":${time},"frames":${time},"late_frames":${time},"undervoltage":${time},"touch":1`],
    ["content_shown", `"content_version":${time},"origin":"installed"`]].forEach(([event, fields], kind) => {
    const boot = "e".repeat(32), seq = 5 * place + kind + 1, wall_us = `${BigInt(time) < 0n ? 0 : time}`;
    lines.push(`{"event":"${event}","kiosk":"wild","boot_id":"${boot}","run":1,"monotonic_ms":${time},"seq":${seq},"wall":"${place === 4 ? "2026-11-24T09:00:00Z" : "9999-12-31T23:59:59Z"}",${fields}}`);
    lines.push(`{"_BOOT_ID":"${"d".repeat(32)}","KIOSK_EVENT":"${event}","KIOSK_NAME":"wild","KIOSK_SEQ":"${seq}","KIOSK_MONOTONIC_MS":"${time}","__REALTIME_TIMESTAMP":"${wall_us}"}`);
  }));
}

/** kiosks: how many; pause_ms: longest pause between visits; hours: of the day, and of a kiosk that is switched off then. */
export function make_log(file, { kiosks = 12, pause_ms = 600000, hours = 8, early_hours = 0, has_hostile = false, made_up = 0 } = {}) {
  const lines = [];
  for (let number = 0; number < kiosks; ++number) write_kiosk(lines, number, `hall-${number + 1}`, { pause_ms, hours });
  if (early_hours) write_kiosk(lines, 3000, "early", { pause_ms, hours: early_hours, is_switched_off: true });
  if (has_hostile) {
    hostile_names.forEach((name, place) => write_kiosk(lines, 1000 + place, name, { pause_ms: 4 * pause_ms }));
    write_kiosk(lines, 2001, "no-clock", { pause_ms, has_clock: false });
    const quiet = new Run(lines, "quiet", "f".repeat(32), fair_opens_ms);
    quiet.log(1000, "session_ended", { how: "odd_<b>word</b>", duration_ms: 5, screens: 1, roles: 0, last_screen: "x".repeat(300) });
    quiet.log(2000, "an_event_of_tomorrow");
    write_wild(lines);
  }
  const shared = new Run(lines, "", "shared", fair_opens_ms);
  for (let number = 0; number < made_up; ++number) {
    new Run(lines, `aaa-${number}`, `own-${number}`, fair_opens_ms).log(1000, "session_started");
    shared.kiosk = `bbb-${number}`;
    shared.log(1000 + number, "session_started");
  }
  writeFileSync(file, lines.join("\n") + (lines.length ? "\n" : ""));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, kiosks, hostile] = process.argv.slice(2);
  make_log(file, { kiosks: Number(kiosks ?? 12), pause_ms: Number(kiosks) > 100 ? 1800000 : 600000, has_hostile: hostile === "hostile" });
}
