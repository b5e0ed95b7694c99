import assert from "node:assert/strict";
import {it} from "node:test";
import {scaleLinear, scaleLog} from "d3";
import {
  curveExtent,
  logTicks,
  orderText,
  powerText,
  powersWithin,
  tickText
} from "../../src/components/curve-axes.js";
import type {PanelCurve} from "../../src/components/curve-lines.js";
import {nearestPlace} from "../../src/components/curve-lines.js";
import {placeAfter} from "../../src/components/large-panel.js";
import {turnAfter} from "../../src/components/small-multiples.js";

const curve = (id: string, ys: number[], more: Partial<PanelCurve> = {}): PanelCurve => ({
  id,
  name: id,
  className: "",
  description: id,
  solid: ys.map((y, i) => ({x: 10 ** (4 + i), y})),
  ...more
});
const curves = [curve("high", [-200, -150, -100]), curve("low", [-200, -180, -160])];

it("nearestPlace(curves, scales, at) is the point of the curve that is nearest", () => {
  const scales = {
    x: scaleLog([1e4, 1e6], [0, 200]),
    y: scaleLinear([-200, -100], [100, 0])
  };
  const at = (x: number, y: number, of = curves) => nearestPlace(of, scales, [x, y]);
  assert.deepEqual(at(104, 55), {curve: "high", index: 1});
  assert.deepEqual(at(90, 75), {curve: "low", index: 1});
  assert.deepEqual(at(300, 0), {curve: "high", index: 2});
  const quiet = curves.map((one) => ({...one, description: undefined}));
  assert.equal(at(104, 55, quiet), undefined);
});

it("curveExtent(curves, axis) holds lines, dashed lines and bands", () => {
  const dashed = {name: "training", points: [{x: 5e3, y: -90}]};
  const band = [{x: 1e5, low: -230, high: -140}];
  const all = [curve("high", [-200, -100], {dashed, band})];
  assert.deepEqual(curveExtent(all, "x"), [5e3, 1e5]);
  assert.deepEqual(curveExtent(all, "y"), [-230, -90]);
});

it("powersWithin(range) are the powers of ten from end to end, as powerText(…) writes them", () => {
  assert.deepEqual(powersWithin([1e4, 1e6]).map(powerText), ["10⁴", "10⁵", "10⁶"]);
  assert.deepEqual(powersWithin([12_000, 990_000]).map(powerText), ["10⁵"]);
});

it("logTicks(range) are powers of ten, with three times them between where those are few", () => {
  assert.deepEqual(logTicks([0.2, 33]), [0.3, 1, 3, 10, 30]);
  assert.deepEqual(logTicks([1e4, 3e6]), [1e4, 1e5, 1e6]);
  assert.deepEqual(logTicks([1e4, 9e4]).map(tickText), ["10⁴", "3·10⁴"]);
  assert.deepEqual([0.3, 30].map(tickText), ["0.3", "30"]);
});

it("placeAfter(key, curves, place) goes along a curve, and to another one at the same x", () => {
  const place = {curve: "high", index: 1};
  assert.deepEqual(placeAfter("ArrowRight", curves, place), {curve: "high", index: 2});
  assert.deepEqual(placeAfter("Home", curves, place), {curve: "high", index: 0});
  assert.deepEqual(placeAfter("ArrowRight", curves, {curve: "high", index: Infinity}), {
    curve: "high",
    index: 2
  });
  assert.deepEqual(placeAfter("ArrowDown", curves, place), {curve: "low", index: 1});
  assert.deepEqual(placeAfter("ArrowUp", curves, place), place);
  const short = [curves[0], curve("short", [-200])];
  assert.deepEqual(placeAfter("ArrowDown", short, place), {curve: "short", index: 0});
  assert.equal(placeAfter("a", curves, place), undefined);
  assert.equal(placeAfter("ArrowUp", curves, undefined), undefined);
});

it("turnAfter(key, panels, current) keeps the row from panel to panel, where there is one", () => {
  const panels = ["a", "a", "b", "b", "c"];
  assert.equal(turnAfter("ArrowRight", panels, 1), 3);
  assert.equal(turnAfter("ArrowRight", panels, 3), 4);
  assert.equal(turnAfter("ArrowLeft", panels, 4), 2);
  assert.equal(turnAfter("ArrowRight", panels, 4), undefined);
  assert.equal(turnAfter("ArrowDown", panels, 0), 1);
  assert.equal(turnAfter("ArrowDown", panels, 1), undefined);
  assert.equal(turnAfter("Tab", panels, 0), undefined);
});

it("orderText(value) has two digits below 1,000, and is a power of ten above", () => {
  assert.deepEqual([3.14, 999.9, 9.3e23, 2e24].map(orderText), ["3.1", "1000", "10²⁴", "10²⁴"]);
  assert.equal(powerText(1e-7), "10⁻⁷");
});
