import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {it} from "node:test";
import {createPlainNetwork} from "../../src/engine/plain-network.js";
import {drawCoverage, drawsLike, nearRadius} from "../../src/math/holes.js";
import type {RecordedAutoEncoders} from "../../src/training/recorded-auto-encoders.js";
import {openAutoEncoder} from "../../src/training/recorded-auto-encoders.js";

const path = new URL("../../src/data/auto-encoders/mnist.json", import.meta.url);
const {plan, models, labels} = JSON.parse(readFileSync(path, "utf8")) as RecordedAutoEncoders;

it("openAutoEncoder(recorded) gives a decoder of the plan and a code for each label", async () => {
  for (const recorded of Object.values(models)) {
    const {layers, codes} = await openAutoEncoder(recorded);
    assert.equal(codes.length, 2 * labels.length);
    assert.deepEqual(
      layers.map(({inputs, units}) => [inputs, units]),
      [
        [2, plan.hiddenUnits],
        [plan.hiddenUnits, plan.hiddenUnits],
        [plan.hiddenUnits, 784]
      ]
    );
    const pixels = createPlainNetwork(layers).pixels(codes.slice(0, 20), 10);
    const ink = pixels.reduce((sum, value) => sum + value, 0) / (255 * 10);
    assert.ok(ink > 50 && ink < 200, `an image has ${ink} pixels of ink`);
  }
});

it("the recorded models reconstruct alike, and draws of the plain one fall into holes", async () => {
  const [vae, plain] = await Promise.all([models.vae, models.plain].map(openAutoEncoder));
  assert.ok(Math.abs(vae!.reconstruction - plain!.reconstruction) < 3);
  const holesOf = ({codes}: typeof vae & {}, kind: "gaussian" | "box") =>
    drawCoverage(drawsLike(kind, codes, {seed: 1, count: 1000}), codes, nearRadius(codes));
  for (const kind of ["gaussian", "box"] as const) {
    assert.ok(holesOf(plain!, kind).holes > 2 * holesOf(vae!, kind).holes, kind);
  }
  assert.ok(holesOf(vae!, "gaussian").holes < 0.06);
  // N(0, I) covers the codes of the VAE; the far branches of the plain one it never reaches.
  const reached = [vae!, plain!].map(({codes}) => {
    const prior = drawsLike("prior", codes, {seed: 1, count: 1000});
    return drawCoverage(prior, codes, nearRadius(codes)).reached;
  });
  assert.ok(reached[0]! > 0.9 && reached[1]! < 0.6, `${reached}`);
});
