import {presetPlan} from "./src/training/presets.js";
import {openRun} from "./src/training/run.js";
import {compileKernel} from "./tools/compile-kernel.js";
import {loadDataset} from "./tools/dataset.js";
const [train, test] = await Promise.all((["train","test"] as const).map((split) => loadDataset("mnist", {split})));
const kernel = await WebAssembly.compile(await compileKernel("training"));
for (const [preset, n, change] of [["viewer", 10000, {}], ["viewer", 60000, {}], ["viewer", 60000, {hiddenUnits: 500, activation: "tanh"}], ["viewer", 60000, {hiddenUnits: 500, hiddenLayers: 2}]] as const) {
  const plan = {...presetPlan(preset, {dataset: "mnist"}), epochs: 200, ...change};
  const images = {train: {pixels: train.images.subarray(0, n*784), count: n}, heldOut: {pixels: test.images.subarray(0, 784000), count: 1000}};
  const run = await openRun({plan, images, kernel});
  const start = performance.now(); let last = 0; const out: string[] = []; let f160 = 0;
  for (let step = 1; ; ++step) { await run.next(); const s = (performance.now()-start)/1000;
    if (step % 100 === 0) { const c = run.report().curve.at(-1)!; if (!f160 && -c.heldOut.elbo < 160) { f160 = s; out.push(`<160 at ${s.toFixed(1)}`);} if (s - last > 10) { last = s; out.push(`${s.toFixed(0)}s:${step}:${(-c.heldOut.elbo).toFixed(1)}`);} if (-c.heldOut.elbo < 152) {out.push(`<152 at ${s.toFixed(1)}`); break;} }
    if (s > 75) break; }
  console.log(preset, n, JSON.stringify(change), out.join(" "));
}
