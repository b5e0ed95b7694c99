import {join} from "node:path";
import {projectFolder} from "../../tools/project.js";
import {goal} from "../harness/figure.js";
import type {Figure, Findings} from "../harness/figure.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";
import {serveCompressed} from "./gzip-server.js";
import type {Kind, Sent} from "./gzip-server.js";
import {visit} from "./visit.js";
import type {Visit} from "./visit.js";

const place = {part: "front-page", where: "Chromium"} as const;

/** The most that readers shall wait for, in kB after compression and in milliseconds. */
const LIMITS = {code: 250, firstSlider: 700, board: 2600, blocking: 150, layoutShift: 0};

/** What is to be downloaded before anything can be computed. */
const CODE: Kind[] = ["script", "style", "kernel"];

/** The slowdown of the processor that stands for a phone. */
const PHONE = 4;

/** Measures the first visit of the built site's front page. */
export async function measureFrontPage({browser, short}: Setting): Promise<Findings> {
  const server = await serveCompressed(join(projectFolder, "dist"));
  try {
    const visits: Record<number, Visit[]> = {1: [], [PHONE]: []};
    let sent: Sent[] = [];
    for (let round = 0; round < (short ? 1 : 7); ++round) {
      for (const slowdown of [1, PHONE]) {
        server.sent.length = 0;
        visits[slowdown].push(await visit(browser, server.url, {slowdown}));
        if (slowdown === 1) sent = [...server.sent];
      }
    }
    const {firstDrawn} = visits[1].at(-1)!;
    const figures = [
      ...sizes(sent, firstDrawn),
      ...times("", visits[1]),
      ...times(`, processor ${PHONE} times slower`, visits[PHONE])
    ];
    return {figures, goals: goalsOf(figures)};
  } finally {
    await server.close();
  }
}

function sizes(sent: readonly Sent[], firstDrawn: number): Figure[] {
  const early = sent.filter(({time}) => time <= firstDrawn);
  const kinds = [...new Set(sent.map(({kind}) => kind))];
  return [
    size("scripts, styles and kernel", ofKinds(sent, CODE)),
    size("all until the first slider works", early),
    size("all when the whole board is live", sent),
    ...kinds.map((kind) => size(`of these: ${kind}`, ofKinds(sent, [kind])))
  ];
}

function ofKinds(sent: readonly Sent[], kinds: readonly Kind[]): Sent[] {
  return sent.filter(({kind}) => kinds.includes(kind));
}

function size(who: string, sent: readonly Sent[]): Figure {
  const kilobytes = sent.reduce((sum, {bytes}) => sum + bytes, 0) / 1000;
  return {...place, what: "download, gzip", who, unit: "kB", ...spread([kilobytes])};
}

function times(suffix: string, visits: readonly Visit[]): Figure[] {
  const figure = (who: string, unit: string, value: (visit: Visit) => number): Figure => {
    const what = `first visit${suffix}`;
    return {...place, what, who, unit, ...spread(visits.map(value))};
  };
  return [
    figure("first slider works", "ms", ({firstDrawnAfter}) => firstDrawnAfter),
    figure("total blocking time", "ms", ({blocking}) => blocking),
    figure("layout shift", "", ({layoutShift}) => layoutShift)
  ];
}

function goalsOf(figures: readonly Figure[]) {
  const atMost = (who: string, target: number) => {
    const {median: value, unit} = figures.find((figure) => figure.who === who)!;
    return goal({...place, what: who, value, unit, comparison: "≤", target});
  };
  return [
    atMost("scripts, styles and kernel", LIMITS.code),
    atMost("all until the first slider works", LIMITS.firstSlider),
    atMost("all when the whole board is live", LIMITS.board),
    atMost("total blocking time", LIMITS.blocking),
    atMost("layout shift", LIMITS.layoutShift)
  ];
}
