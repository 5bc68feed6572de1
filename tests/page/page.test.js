// The reviewer's page as people meet it: from a file, in Debian's Chromium. KIOSK_LOGS names the program that writes it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { hostile_names, make_log } from "./make_log.js";

const logs = { fair: {}, hostile: { kiosks: 3, has_hostile: true }, empty: { kiosks: 0 }, one: { kiosks: 1 }, evening: { kiosks: 2, early_hours: 4 },
  crowd: { kiosks: 3, made_up: 12000 }, thousand: { kiosks: 1000, hours: 0.5, pause_ms: 1200000 } };
const quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const folder = mkdtempSync(join(tmpdir(), "kiosk-page-"));
let browser;

before(async () => {
  for (const [name, options] of Object.entries(logs)) {
    make_log(join(folder, `${name}.jsonl`), options);
    const command = ["report", "--html", join(folder, `${name}.html`), join(folder, `${name}.jsonl`)];
    assert.equal(spawnSync(process.env.KIOSK_LOGS, command).status, options.made_up ? 3 : options.kiosks === 0 ? 1 : 0);
  }
  browser = await chromium.launch({ executablePath: process.env.KIOSK_CHROMIUM ?? "/usr/bin/chromium", args: quiet });
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

/** Fails the test at its end where the page said anything, asked for anything but itself, or opened a dialog. */
async function open(context_of_test, name, { hash = "", width = 1280, scheme = "light", media = "screen", zone = "UTC", init } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, timezoneId: zone });
  const page = await context.newPage(), address = pathToFileURL(join(folder, `${name}.html`)).href, said = [];
  page.on("console", (message) => said.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => said.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { said.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (request.url().split("#")[0] !== address) said.push(`request: ${request.url()}`); });
  context_of_test.after(async () => {
    await context.close();
    assert.deepEqual(said, []);
  });
  if (init) await page.addInitScript(init);
  await page.emulateMedia({ media, colorScheme: scheme });
  await page.goto(address + hash);
  return page;
}

/** Waits until the page has followed its address. */
async function go(page, hash) {
  await page.evaluate((next) => new Promise((done) => {
    if (location.hash === next) return done();
    window.addEventListener("hashchange", () => done(), { once: true });
    location.hash = next;
  }), hash);
}

const names = (page) => page.locator(".fleet tbody tr:visible th").allInnerTexts();

/** A click is answered before the page has followed its address. */
async function check_heading(page, title) {
  const heading = page.locator("h1");
  for (let tries = 0; tries < 200 && (await heading.textContent()) !== title; ++tries) await page.waitForTimeout(20);
  assert.equal(await heading.textContent(), title);
}
const has_focus = (page, selector) => page.locator(selector).evaluate((element) => element === document.activeElement);
const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test("the fleet tells its verdict, the worst first, then by name", async (t) => {
  const page = await open(t, "fair");
  await check_heading(page, "4 of 12 kiosks need a person");
  assert.deepEqual(await names(page), ["hall-6", "hall-12", "hall-4", "hall-9", "hall-1", "hall-2", "hall-3", "hall-5", "hall-7", "hall-8", "hall-10", "hall-11"]);
  assert.match(await page.locator("#span").innerText(), /1\s×\scrashed/);
});

test("what the report leaves out is the first thing on the page, and hides no kiosk that needs a person", async (t) => {
  const page = await open(t, "crowd"), first = page.locator("header > :first-child");
  assert.match(await first.innerText(), /^Not all is told here.*[0-9]+ kiosks are counted in the totals only;.* names are counted as the kiosks whose boots they are in/);
  assert.ok((await names(page)).includes("hall-1"));
  assert.match(await page.locator("section", { hasText: "Boots that name more than one kiosk" }).last().innerText(), /bbb-0.*and 11,996 more/s);
  assert.equal(await (await open(t, "fair")).locator("#left-out").isVisible(), false);
});

test("a kiosk whose times are near the ends of 64 bits has a whole page", async (t) => {
  const page = await open(t, "hostile", { hash: "#kiosk=wild" });
  await check_heading(page, "wild");
  for (const title of ["What it needs", "Facts", "Timeline", "Health", "Its visitors"]) assert.ok(await page.locator("h2", { hasText: title }).isVisible());
});

test("a head sorts, by mouse and by keyboard, and says so", async (t) => {
  const page = await open(t, "fair"), head = page.locator(".fleet th", { hasText: "Sessions" }), button = head.locator("button");
  const sessions = async () => (await page.locator(".fleet tbody td:last-child").allInnerTexts()).map(Number);
  await button.click();
  assert.equal(await head.getAttribute("aria-sort"), "descending");
  assert.deepEqual(await sessions(), [...(await sessions())].sort((one, other) => other - one));
  await button.press("Enter");
  assert.equal(await head.getAttribute("aria-sort"), "ascending");
  assert.deepEqual(await sessions(), [...(await sessions())].sort((one, other) => one - other));
  assert.equal(await page.locator(".fleet th[aria-sort]").count(), 1);
});

test("on a phone a choice sorts the cards", async (t) => {
  const page = await open(t, "fair", { width: 360 });
  await page.getByLabel("Sort by").selectOption({ label: "Kiosk" });
  assert.equal((await names(page)).join(" "), Array.from({ length: 12 }, (_, number) => `hall-${number + 1}`).join(" "));
});

test("filters leave what was asked for, and tell how many", async (t) => {
  const page = await open(t, "fair"), status = page.getByRole("status");
  assert.equal(await status.innerText(), "12 kiosks shown");
  await page.getByLabel("Only those that need a person").check();
  assert.equal(await status.innerText(), "4 of 12 kiosks shown");
  await page.getByLabel("Find a kiosk").fill("HALL-1");
  assert.deepEqual(await names(page), ["hall-12"]);
  await page.getByLabel("Find a kiosk").fill("too hot");
  assert.deepEqual(await names(page), ["hall-4"]);
  await page.getByLabel("Find a kiosk").fill("nowhere");
  assert.equal(await status.innerText(), "0 of 12 kiosks shown");
});

test("a kiosk's page opens by mouse, and Back returns to its row", async (t) => {
  const page = await open(t, "fair");
  await page.getByLabel("Find a kiosk").fill("hall-1");
  await page.getByRole("link", { name: "hall-12" }).click();
  await check_heading(page, "hall-12");
  assert.equal(await page.title(), "hall-12 – kiosk");
  assert.ok(page.url().endsWith("#kiosk=hall-12"));
  assert.ok(await has_focus(page, "h1"));
  await page.goBack();
  await check_heading(page, "4 of 12 kiosks need a person");
  assert.ok(await has_focus(page, ".fleet a[href='#kiosk=hall-12']"));
  assert.equal(await page.getByLabel("Find a kiosk").inputValue(), "hall-1");
  await page.goForward();
  await check_heading(page, "hall-12");
});

test("a kiosk's page opens and closes by keyboard", async (t) => {
  const page = await open(t, "fair");
  await page.getByRole("link", { name: "hall-4", exact: true }).press("Enter");
  await check_heading(page, "hall-4");
  assert.match(await page.locator(".needs").innerText(), /Too hot\s+It reached 80 °C/);
  await page.getByRole("link", { name: "All kiosks" }).press("Enter");
  await check_heading(page, "4 of 12 kiosks need a person");
  assert.equal(await page.locator(".fleet").isVisible(), true);
  assert.equal(await page.title(), "4 of 12 kiosks need a person");
});

test("an address leads to its kiosk, and a wrong one nowhere", async (t) => {
  const page = await open(t, "fair", { hash: "#kiosk=hall-3" });
  await check_heading(page, "hall-3");
  for (const [hash, title] of [["#kiosk=hall-99", "No such kiosk"], ["#kiosk=hall-3", "hall-3"], ["#kiosk=%zz%", "No such kiosk"], ["#kiosk", "4 of 12 kiosks need a person"]]) {
    await go(page, hash);
    await check_heading(page, title);
  }
});

test("the skip link leads into the report and leaves the kiosk's page open", async (t) => {
  const page = await open(t, "fair", { hash: "#kiosk=hall-3" });
  await page.keyboard.press("Tab");
  assert.ok(await has_focus(page, "#skip"));
  await page.keyboard.press("Enter");
  assert.ok(await has_focus(page, "main"));
  await check_heading(page, "hall-3");
});

test("the timeline has a lane a boot, marks by shape, and a table with the same", async (t) => {
  const page = await open(t, "fair", { hash: "#kiosk=hall-6" });
  assert.match(await page.locator(".timeline").getAttribute("aria-label"), /^Timeline of 2 boots with 5 events that matter/);
  assert.equal(await page.locator(".timeline .lane").count(), 2);
  assert.equal(await page.locator(".timeline .mark.error path").count(), 1);
  assert.match(await page.locator(".timeline .mark.error title").textContent(), /Crashed/);
  assert.equal(await page.locator(".faults tbody tr").count(), 5);
  assert.match(await page.locator(".faults").innerText(), /Error\s+Crashed\s+how signal, code 11/);
  await go(page, "#kiosk=hall-9");
  assert.match(await page.locator(".faults").innerText(), /Refused a stick\s+verdict unknown key, version 13/);
});

test("curves have holes where nothing was measured, and marks where power was weak", async (t) => {
  const page = await open(t, "fair", { hash: "#kiosk=hall-1" });
  const figure = (title) => page.locator("figure", { hasText: title });
  assert.ok(await figure("Temperature").locator(".curve").count() >= 3);
  assert.match(await figure("Temperature").locator("svg").getAttribute("aria-label"), /^Temperature: from \d+ °C to \d+ °C, last \d+ °C/);
  assert.equal(await figure("Power and touch").locator(".bad").count(), 0);
  await page.getByText("The same as a table").click();
  assert.ok(await page.getByRole("region", { name: "Health, as a table" }).getByRole("row").count() > 50);
  const weak = await open(t, "fair", { hash: "#kiosk=hall-12" });
  assert.ok(await weak.locator("figure", { hasText: "Power and touch" }).locator(".bad").count() > 0);
  const untold = await open(t, "fair", { hash: "#kiosk=hall-7" });
  assert.equal(await untold.getByText("Temperature: this machine does not tell.").count(), 1);
});

test("times are the reader's, and say whose", async (t) => {
  const page = await open(t, "one", { zone: "Asia/Kolkata" });
  assert.match(await page.locator("#span").innerText(), /From 24 Nov 2026, 13:30 to .*Asia\/(Kolkata|Calcutta) \(UTC\+5:30\)/);
  assert.match(await page.locator(".fleet").innerText(), /since 24 Nov, 13:30/);
});

test("where no clock was, time is told from power on", async (t) => {
  const page = await open(t, "hostile", { hash: "#kiosk=no-clock" });
  assert.match(await page.locator(".faults").innerText(), /boot 2, 9\ss after power on/);
  assert.match(await page.locator(".timeline").innerHTML(), /Boot 1, its clock not known/);
});

test("the theme is chosen by a button and kept", async (t) => {
  const page = await open(t, "fair", { scheme: "dark" }), button = page.locator("#theme"), dark = await background(page);
  assert.equal(await button.innerText(), "Theme: system");
  await button.click();
  assert.equal(await button.innerText(), "Theme: light");
  const light = await background(page);
  assert.notEqual(light, dark);
  await page.reload();
  assert.equal(await background(page), light);
  await button.press("Enter");
  assert.equal(await background(page), dark);
  await page.emulateMedia({ media: "print" });
  assert.equal(await background(page), "rgb(255, 255, 255)");
});

test("a browser that keeps nothing is no error", async (t) => {
  const init = () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  const page = await open(t, "fair", { init });
  await page.locator("#theme").click();
  assert.equal(await page.locator("#theme").innerText(), "Theme: light");
});

test("nothing sticks out at any width", async (t) => {
  const page = await open(t, "hostile");
  for (const hash of ["", ...hostile_names.map((name) => `#kiosk=${encodeURIComponent(name.slice(0, 64))}`), "#kiosk=hall-1", "#kiosk=quiet"]) {
    await go(page, hash);
    for (const width of [360, 800, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${hash} at ${width}`);
    }
  }
});

test("print shows all in light, without what only a screen can use", async (t) => {
  for (const hash of ["", "#kiosk=hall-4"]) {
    const page = await open(t, "fair", { hash, media: "print", scheme: "dark", width: 800 });
    assert.equal(await background(page), "rgb(255, 255, 255)");
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("h2")).color), "rgb(17, 27, 60)");
    assert.equal(await page.locator("#theme").isVisible(), false);
    assert.equal(await page.locator("input:visible").count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 800);
    assert.ok((await page.pdf({ format: "A4" })).length > 10000);
  }
});

test("a name is text, whatever it is", async (t) => {
  const page = await open(t, "hostile");
  assert.equal(await page.locator("#fleet script, #fleet b").count(), 0);
  for (const name of hostile_names.map((full) => full.slice(0, 64))) {
    await page.locator(`.fleet a[href="#kiosk=${encodeURIComponent(name)}"]`).click();
    await check_heading(page, name.trim() ? name : "(no name)");
    assert.equal(await page.locator("h2", { hasText: "Timeline" }).count(), 1);
    await page.goBack();
  }
});

test("what visitors did is told in words, not in names of the log", async (t) => {
  const page = await open(t, "fair");
  const rows = (title) => page.getByRole("table", { name: title }).locator("tbody th").allInnerTexts();
  assert.deepEqual((await rows("How sessions ended")).sort(), ["Chose to finish", "Walked away"]);
  assert.deepEqual((await rows("Languages chosen")).sort(), ["English (en)", "Spanish (es)"]);
  assert.deepEqual((await rows("Comfort settings")).sort(), ["Text size: large", "Text size: largest"]);
});

test("a kiosk that was switched off in good order needs nobody, and the page says why it is silent", async (t) => {
  const page = await open(t, "evening"), row = (name) => page.locator(".fleet tbody tr", { has: page.getByRole("link", { name, exact: true }) });
  await check_heading(page, "No kiosk needs a person");
  assert.match(await row("early").innerText(), /24 Nov, 12:\d\d\s+switched off\s/);
  assert.doesNotMatch(await row("hall-1").innerText(), /switched off/);
  await go(page, "#kiosk=early");
  assert.match(await page.locator(".facts").first().innerText(), /Last seen\s+24 Nov 2026, 12:\d\d, switched off in good order/);
  await go(page, "#kiosk=hall-1");
  assert.doesNotMatch(await page.locator(".facts").first().innerText(), /switched off/);
});

test("what a log does not hold has words", async (t) => {
  const empty = await open(t, "empty");
  await check_heading(empty, "No events yet");
  assert.match(await empty.locator("#span").innerText(), /Give kiosk-logs report a log/);
  const quiet_one = await open(t, "hostile", { hash: "#kiosk=quiet" });
  assert.equal(await quiet_one.getByText("Its log holds no measurement.").count(), 1);
  assert.equal(await quiet_one.getByText("Nothing but visits and health").count(), 1);
  const one = await open(t, "one");
  await check_heading(one, "No kiosk needs a person");
  assert.equal(await one.getByRole("status").innerText(), "1 kiosk shown");
});

test("a thousand kiosks are sorted, found and opened", async (t) => {
  const page = await open(t, "thousand");
  assert.equal(await page.locator(".fleet tbody tr").count(), 1000);
  assert.match(await page.locator(".fleet tbody tr", { has: page.getByRole("link", { name: "hall-68", exact: true }) }).innerText(), /11 older than 12/);
  await page.locator(".fleet th button", { hasText: "Kiosk" }).click();
  assert.deepEqual((await names(page)).slice(0, 3), ["hall-1", "hall-2", "hall-3"]);
  await page.getByLabel("Find a kiosk").fill("hall-777");
  await page.getByRole("link", { name: "hall-777" }).click();
  await check_heading(page, "hall-777");
});

test("axe finds nothing", async (t) => {
  const states = { fair: ["", "#kiosk=hall-6", "#kiosk=hall-12"], evening: ["", "#kiosk=early"], hostile: ["", "#kiosk=quiet"], empty: [""] };
  for (const [name, hashes] of Object.entries(states)) {
    const page = await open(t, name);
    await page.evaluate(axe.source);
    for (const hash of hashes) {
      await go(page, hash);
      const table = page.getByText("The same as a table");
      if (await table.count()) await table.click();
      for (const [colorScheme, width] of [["light", 1280], ["dark", 360]]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
        const found = violations.flatMap((rule) => rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`));
        assert.deepEqual(found, [], `${name}${hash} ${colorScheme} ${width}`);
      }
    }
  }
});
