import assert from "node:assert/strict";
import {afterEach, test} from "node:test";
import {scaleLinear, scaleLog} from "d3";
import {
  informationFormat,
  informationScale,
  quantity,
  unitText
} from "../../src/components/information.js";
import {inShownUnit, shownUnit} from "../../src/state/unit.js";

/** Lets the page be one whose reader has chosen bits. */
function chooseBits(): void {
  const document = {documentElement: {dataset: {unit: "bits"}}};
  Object.assign(globalThis, {document});
}

afterEach(() => void Reflect.deleteProperty(globalThis, "document"));

test("quantities are in nats unless the reader has chosen bits, of which log 2 nats are one", () => {
  assert.equal(shownUnit(), "nats");
  assert.equal(inShownUnit(-104.66), -104.66);
  chooseBits();
  assert.equal(shownUnit(), "bits");
  assert.equal(inShownUnit(Math.LN2), 1);
  assert.ok(Math.abs(inShownUnit(-104.66) + 150.9925) < 1e-4);
});

test("informationFormat(specifier) writes the number in the unit of the time when it is called", () => {
  const write = informationFormat(",.2f");
  assert.equal(write(-1234.5), "−1,234.50");
  chooseBits();
  assert.equal(write(-1234.5), "−1,781.01");
});

test("informationScale(scale) has round ticks in bits, and each quantity at its place", () => {
  const nats = scaleLinear([-120, -80], [0, 400]);
  assert.deepEqual(informationScale(nats).ticks(4), nats.ticks(4));
  chooseBits();
  const bits = informationScale(nats);
  assert.deepEqual(bits.ticks(4), [-160, -140, -120]);
  for (const tick of bits.ticks(4)) {
    assert.ok(Math.abs(bits(tick) - nats(tick * Math.LN2)) < 1e-9);
  }
  assert.deepEqual(nats.domain(), [-120, -80]);
  const logarithmic = scaleLog([0.1, 100], [0, 300]);
  assert.ok(Math.abs(informationScale(logarithmic)(1) - logarithmic(Math.LN2)) < 1e-9);
});

test("quantity(nats, specifier) and unitText(say) say what holds at the time, in a template", () => {
  const kl = quantity(7.99, ".1f");
  const sentence = unitText(() => `a KL of ${kl} ${shownUnit()}`);
  assert.equal(`${sentence}`, "a KL of 8.0 nats");
  chooseBits();
  assert.equal(`${sentence}`, "a KL of 11.5 bits");
});
