import {axisLeft, create, line, range as sequence, scaleLinear} from "d3";
import type {Drawing} from "./axes.js";
import {svgMark} from "./axes.js";
import {clamp, draggable} from "./drag.js";
import {threeDigits} from "./histogram.js";
import {densityPanel} from "./recipe-density.js";
import {noiseDomain, noiseEnds, uniformOf} from "./recipe-noise.js";
import type {RecipePicture, RecipeScene} from "./recipe-picture.js";

const frame = {left: 56, margin: 16, height: 424};
const curveBox = {top: 26, bottom: 206};
const density = {floor: 376, height: 116};
const steps = 100; // of the keyboard, across u

/**
 * Returns a recipe of one ε as a curve: ε on the vertical axis, z = g(ε) on the horizontal one, and
 * under it the density that comes out. The marks on the vertical axis can be dragged.
 */
export function recipeCurve(move: (mark: number, u: number) => void): RecipePicture {
  const svg = create("svg");
  const y = scaleLinear().range([curveBox.bottom, curveBox.top]);
  const panel = densityPanel(svg as Drawing<SVGSVGElement>, density.floor, density.height);
  const axis = svg
    .append("g")
    .attr("class", "axis")
    .attr("transform", `translate(${frame.left},0)`);
  const name = svg.append("text").attr("class", "axis-name of-epsilon").attr("y", 12);
  const clip = svg.append("clipPath").attr("id", "recipe-curve-clip").append("rect");
  clip.attr("x", frame.left).attr("height", frame.height);
  const inside = svg.append("g").attr("clip-path", "url(#recipe-curve-clip)");
  const curve = inside.append("path").attr("class", "curve");
  const threads = inside.append("g");
  const marks = svg.append("g");
  let scene: RecipeScene;

  function drawMarks(): void {
    const {recipe, parameters, u} = scene;
    const points = u.map((ui) => {
      const epsilon = recipe.epsilon(ui);
      return {epsilon, z: recipe.map([epsilon], parameters)[0]};
    });
    threads
      .selectAll("path")
      .data(points)
      .join("path")
      .attr("class", "recipe-thread")
      .attr("d", ({epsilon, z}) => `M${frame.left},${y(epsilon)}H${panel.x(z)}V${density.floor}`);
    threads
      .selectAll("circle")
      .data(points)
      .join("circle")
      .attr("class", "recipe-z")
      .attr("r", 4)
      .attr("cx", ({z}) => panel.x(z))
      .attr("cy", density.floor);
    marks.selectAll<SVGGElement, unknown>(".mark").each(function (_, i) {
      const {epsilon, z} = points[i];
      this.setAttribute("transform", `translate(${frame.left},${y(epsilon)})`);
      this.setAttribute("aria-valuenow", String(u[i]));
      const text = `ε = ${threeDigits(epsilon)}, z = ${threeDigits(z)}`;
      this.setAttribute("aria-valuetext", text);
    });
  }

  function show(next: RecipeScene): void {
    scene = next;
    const {recipe, parameters, u, domain, sample, width} = scene;
    const across = [frame.left, width - frame.margin] as const;
    svg.attr("viewBox", `0 0 ${width} ${frame.height}`);
    clip.attr("width", across[1] - across[0]);
    panel.draw(recipe, parameters, {domain, sample, across});
    const [low, high] = noiseDomain(recipe);
    y.domain([low, high]);
    axis.call(axisLeft(y).ticks(5).tickSizeOuter(0));
    name.text(`ε ~ ${recipe.noise}`);
    const path = line<number>(
      (at) => panel.x(recipe.map([recipe.epsilon(at)], parameters)[0]),
      (at) => y(recipe.epsilon(at))
    );
    const along = [0.001, ...sequence(noiseEnds[0], noiseEnds[1], 0.005), noiseEnds[1], 0.999];
    const isDrawn = (at: number) => recipe.epsilon(at) >= low && recipe.epsilon(at) <= high;
    curve.attr("d", path(along.filter(isDrawn)));
    while (marks.selectAll(".mark").size() < u.length) addMark(marks.selectAll(".mark").size());
    drawMarks();
  }

  function addMark(i: number): void {
    const mark = svgMark(marks as unknown as Drawing<SVGSVGElement>, "epsilon");
    mark.attr("role", "slider").attr("aria-label", `ε, mark ${i + 1}`);
    mark.attr("aria-valuemin", noiseEnds[0]).attr("aria-valuemax", noiseEnds[1]);
    const to = (u: number) => move(i, clamp(u, noiseEnds));
    draggable(mark.node()!, {
      drag: (_, py) => to(uniformOf(scene.recipe, y.invert(py))),
      key: (right, up) => to(scene.u[i] + (right + up) / steps)
    });
  }

  return {element: svg.node()!, show};
}
