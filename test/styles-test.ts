import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {lab, rgb} from "d3";
import {projectFolder} from "../tools/project.js";

const LEAST_CONTRAST = 4.5;
const LEAST_OF_BORDERS = 3;
const LEAST_DIFFERENCE = 12; // of CIELAB, for every kind of color vision

const sheet = readFileSync(join(projectFolder, "src", "styles", "tokens.css"), "utf8").replaceAll(
  /@media print[^]*?\n\}/g,
  ""
);
const schemes = {light: tokensOf(sheet, 0), dark: tokensOf(sheet, 1)};

/** What is text somewhere. */
const texts =
  "ink quiet focus of-x of-u of-z of-epsilon of-q prior posterior gap aevb wake-sleep mcem failure".split(
    " "
  );
/** One color for each object and method of the paper; u and ε are both noise. */
const objects = "of-x of-z of-epsilon of-q prior posterior gap aevb wake-sleep mcem".split(" ");

/** How colors look to readers who lack a kind of cones, in linear RGB (Machado et al., 2009). */
const vision: Record<string, number[][]> = {
  "all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1]
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039]
  ]
};

/** Returns the tokens of a sheet, with the first or the second of each pair of colors. */
function tokensOf(css: string, scheme: 0 | 1): Map<string, string> {
  return new Map(
    [...css.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => {
      const pair = /^light-dark\((#\w+), (#\w+)\)$/.exec(value!);
      return [name!, pair?.[scheme + 1] ?? value!];
    })
  );
}

/** Returns the value of a token, which may be that of another one. */
function color(tokens: Map<string, string>, name: string): string {
  const value = tokens.get(name)!;
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  return other === undefined ? value : color(tokens, other);
}

/** Returns red, green and blue in [0, 1], linear in light. */
function linear(value: string): number[] {
  const {r, g, b} = rgb(value);
  return [r, g, b].map((c) => {
    const share = c / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

function contrast(one: string, other: string): number {
  const luminance = (value: string) => {
    const [r, g, b] = linear(value) as [number, number, number];
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const ratio = luminance(one) / luminance(other);
  return Math.max(ratio, 1 / ratio);
}

/** Returns a color as it is seen with some cones missing. */
function seen(value: string, matrix: number[][]): ReturnType<typeof lab> {
  const from = linear(value);
  const channels = matrix.map((row) => {
    const share = Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, m, i) => sum + m * from[i]!, 0)
      )
    );
    return 255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055);
  });
  return lab(rgb(...(channels as [number, number, number])));
}

for (const [scheme, tokens] of Object.entries(schemes)) {
  test(`every color of text stands out from paper and panel in ${scheme} colors`, () => {
    for (const text of texts) {
      for (const ground of ["paper", "panel"]) {
        const ratio = contrast(color(tokens, text), color(tokens, ground));
        assert.ok(ratio >= LEAST_CONTRAST, `${text} on ${ground}: ${ratio}`);
      }
    }
  });

  test(`the border of a control stands out from its ground in ${scheme} colors`, () => {
    for (const ground of ["paper", "panel"]) {
      const ratio = contrast(color(tokens, "edge"), color(tokens, ground));
      assert.ok(ratio >= LEAST_OF_BORDERS, `on ${ground}: ${ratio}`);
    }
  });

  for (const [kind, matrix] of Object.entries(vision)) {
    test(`the colors of the objects differ in ${scheme} colors with ${kind}`, () => {
      for (const [i, one] of objects.entries()) {
        for (const other of objects.slice(i + 1)) {
          const a = seen(color(tokens, one), matrix);
          const b = seen(color(tokens, other), matrix);
          const difference = Math.hypot(a.l - b.l, a.a - b.a, a.b - b.b);
          assert.ok(difference >= LEAST_DIFFERENCE, `${one} and ${other}: ${difference}`);
        }
      }
    });
  }
}

/** All style sheets of the site, by their paths, without comments. */
const sheets = new Map(
  readdirSync(join(projectFolder, "src"), {recursive: true, encoding: "utf8"})
    .filter((path) => path.endsWith(".css") && !path.startsWith("vendor"))
    .map((path) => {
      const css = readFileSync(join(projectFolder, "src", path), "utf8");
      return [path, css.replaceAll(/\/\*[^]*?\*\//g, "")] as const;
    })
);

test("every token that a style sheet names is defined", () => {
  const all = [...sheets.values()].join("\n");
  const defined = new Set(Array.from(all.matchAll(/(--[\w-]+):/g), ([, name]) => name));
  // What an element says of itself, in its style attribute.
  const given = [
    "--height",
    "--height-narrow",
    "--sliders",
    "--class",
    "--read",
    "--from",
    "--share",
    "--at"
  ];
  for (const [path, css] of sheets) {
    for (const [, name] of css.matchAll(/var\((--[\w-]+)\)/g))
      assert.ok(defined.has(name!) || given.includes(name!), `${path}: ${name}`);
  }
});

test("type has few sizes, and none below 13 pixels", () => {
  const tokens = [...schemes.light].filter(([name]) => name.startsWith("t-"));
  const sizes = new Set(tokens.map(([, value]) => Number(/\* (\d+)px\)/.exec(value)![1])));
  assert.ok(Math.min(...sizes) >= 13);
  for (const [path, css] of sheets) {
    if (path === "styles/tokens.css") continue;
    for (const [rule, size] of css.matchAll(/[\s{]font(?:-size)?: [^;}]*?(?<![\d.])([\d.]+)px/g))
      assert.ok(sizes.has(Number(size)), `${path}: ${rule}`);
  }
});
