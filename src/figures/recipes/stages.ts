import {axisBottom, create, scaleLinear, sum} from "d3";
import type {Drawing} from "../../components/axes.js";
import {svgMark} from "../../components/axes.js";
import {clamp, draggable} from "../../components/drag.js";
import {threeDigits} from "../../components/histogram.js";
import type {RecipePicture, RecipeScene} from "./curve.js";
import {densityPanel, noiseDomain, noiseEnds, uniformOf} from "./curve.js";

const frame = {left: 16, margin: 16, height: 424};
const noiseLine = 40;
const parts = {top: 98, step: 40, height: 20};
const density = {floor: 376, height: 116};
const steps = 100; // of the keyboard, across u

/**
 * Returns a recipe of several ε in stages: the ε on an axis, where they can be dragged; what they
 * are turned into, as lengths end to end; and z, on the axis under its density.
 */
export function recipeStages(move: (mark: number, u: number) => void): RecipePicture {
  const svg = create("svg") as Drawing<SVGSVGElement>;
  const x = scaleLinear();
  const lengths = scaleLinear();
  const axis = svg.append("g").attr("class", "axis").attr("transform", `translate(0,${noiseLine})`);
  const name = svg.append("text").attr("class", "axis-name of-epsilon").attr("y", 12);
  const rows = svg.append("g");
  const panel = densityPanel(svg, density.floor, density.height);
  const thread = svg.append("path").attr("class", "recipe-thread");
  const shares = svg.append("g");
  const end = svg.append("circle").attr("class", "recipe-z").attr("r", 5).attr("cy", density.floor);
  const marks = svg.append("g");
  let scene: RecipeScene;

  function drawParts(): number[] {
    const {recipe, parameters, u, domain, width} = scene;
    const epsilon = u.map(recipe.epsilon);
    const groups = recipe.ingredients!(epsilon, parameters);
    const z = recipe.map(epsilon, parameters);
    const totals = groups.map(({values}) => sum(values));
    // A sum is drawn to the scale of z, so that its end stands over z itself.
    const isSum = groups.length === 1;
    const most = isSum ? domain[1] : Math.max(8, ...totals);
    lengths.domain([0, most]).range([frame.left, width - frame.margin]);
    const row = rows.selectAll<SVGGElement, unknown>("g").data(groups).join("g");
    row.attr("transform", (_, i) => `translate(0,${parts.top + i * parts.step})`);
    row
      .selectAll("rect")
      .data(({values}) => values.map((value, i) => [sum(values.slice(0, i)), value]))
      .join("rect")
      .attr("class", "recipe-part")
      .attr("height", parts.height)
      .attr("x", ([before]) => lengths(before))
      .attr("width", ([, value]) => lengths(value) - lengths(0));
    row
      .selectAll("text")
      .data(({name: what, values}) => [`${what}: ${threeDigits(sum(values))}`])
      .join("text")
      .attr("class", "axis-name")
      .attr("x", frame.left)
      .attr("y", -3)
      .text((text) => text);
    const floor = parts.top + groups.length * parts.step - parts.step + parts.height;
    thread.attr(
      "d",
      `M${isSum ? lengths(totals[0]) : panel.x(z[0])},${floor}L${panel.x(z[0])},${density.floor}`
    );
    return z;
  }

  function drawShares(z: readonly number[]): void {
    const several = z.length > 1 ? z : [];
    shares
      .selectAll("rect")
      .data(several.map((share, i) => [sum(z.slice(0, i)), share]))
      .join("rect")
      .attr("class", "recipe-share")
      .attr("y", density.floor - 12)
      .attr("height", 12)
      .attr("x", ([before]) => panel.x(before))
      .attr("width", ([, share]) => panel.x(share) - panel.x(0));
  }

  function show(next: RecipeScene): void {
    scene = next;
    const {recipe, parameters, u, domain, sample, width} = scene;
    const across = [frame.left, width - frame.margin] as const;
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    x.range(across);
    x.domain(noiseDomain(recipe));
    axis.call(axisBottom(x).ticks(5).tickSizeOuter(0));
    name.text(`ε₁ … ε${subscript(u.length)} ~ ${recipe.noise}, each by itself`);
    panel.draw(recipe, parameters, {domain, sample, across});
    const z = drawParts();
    drawShares(z);
    end.attr("cx", panel.x(z[0]));
    const present = () => marks.selectAll<SVGGElement, unknown>(".mark");
    while (present().size() < u.length) addMark(present().size());
    present().each(function (_, i) {
      // Marks that this recipe has no use for wait out of sight and out of the order of keys.
      this.style.display = i < u.length ? "" : "none";
      if (i >= u.length) return;
      const epsilon = recipe.epsilon(u[i]);
      this.setAttribute("transform", `translate(${x(epsilon)},${noiseLine})`);
      this.setAttribute("aria-valuenow", String(u[i]));
      this.setAttribute(
        "aria-valuetext",
        `${threeDigits(epsilon)}, z = ${z.map(threeDigits).join(", ")}`
      );
    });
  }

  function addMark(i: number): void {
    const mark = svgMark(marks as unknown as Drawing<SVGSVGElement>, "epsilon");
    mark.attr("role", "slider").attr("aria-label", `ε${subscript(i + 1)}`);
    mark.attr("aria-valuemin", noiseEnds[0]).attr("aria-valuemax", noiseEnds[1]);
    const to = (u: number) => move(i, clamp(u, noiseEnds));
    draggable(mark.node()!, {
      drag: (px) => to(uniformOf(scene.recipe, x.invert(px))),
      key: (right, up) => to(scene.u[i] + (right + up) / steps)
    });
  }

  return {element: svg.node()!, show};
}

const subscript = (n: number) =>
  String(n).replaceAll(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]);
