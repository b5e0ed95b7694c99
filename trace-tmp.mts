import {launchBrowser} from "./test/e2e/harness/browser.js";
import {serve} from "./test/e2e/harness/serve.js";
import {writeFileSync} from "node:fs";
const server = await serve("/work/wt/own/dist");
const browser = await launchBrowser();
for (const title of ["MNIST", "Dreamed digits", "Drawn discs"]) {
const page = await (await browser.newContext({viewport: {width:1280,height:900}})).newPage();
await page.goto(server.url + "vae"); await page.waitForLoadState("networkidle");
await page.locator(".training-figure").scrollIntoViewIfNeeded();
await browser.startTracing(page, {categories: ["toplevel", "__metadata", "devtools.timeline", "v8", "v8.execute"]});
await page.getByLabel("images", {exact: true}).selectOption({label: title});
await page.locator(".training-figure").getByRole("button", {name: "Train", exact: true}).click();
await page.waitForFunction(() => Number((/^([\d,]+)/.exec(document.querySelector(".run-numbers")?.textContent ?? "")?.[1] ?? "0").replaceAll(",", "")) >= 1000, undefined, {timeout: 60000});
await page.waitForTimeout(1500);
const trace = JSON.parse((await browser.stopTracing()).toString());
const ev = trace.traceEvents as any[];
const mains = ev.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map((e) => e.pid + " " + e.tid);
const tasks = ev.filter((e) => e.ph === "X" && e.name.endsWith("RunTask") && mains.includes(e.pid + " " + e.tid) && e.tdur > 25000).sort((a,b)=>b.tdur-a.tdur).slice(0, 6);
console.log("##", title, mains);
for (const t of tasks) {
  console.log((t.tdur/1000).toFixed(0), t.pid, "wall", (t.dur/1000).toFixed(0));
  const inner = ev.filter((e) => e.ph === "X" && e.pid === t.pid && e.tid === t.tid && e.ts >= t.ts && e.ts + e.dur <= t.ts + t.dur && e !== t && e.tdur > 4000).sort((a,b)=>b.tdur-a.tdur).slice(0, 8);
  for (const i of inner) console.log("   ", (i.tdur/1000).toFixed(0), i.name, JSON.stringify(i.args).slice(0, 160));
}
await page.context().close();
}
await browser.close(); await server.close();
