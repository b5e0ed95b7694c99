import {join} from "node:path";
import {projectFolder} from "../../tools/project.js";
import {chapters} from "../../tools/site/contents.js";
import {goal} from "../harness/figure.js";
import type {Figure, Findings, Goal} from "../harness/figure.js";
import type {Setting} from "../harness/setting.js";
import {spread} from "../harness/spread.js";
import {conditions} from "./conditions.js";
import {serveSite} from "./site-server.js";
import type {Kind, Sent, SiteServer} from "./site-server.js";
import {figureLive, visit} from "./visit.js";
import type {Visit} from "./visit.js";

const place = {part: "front-page", where: "Chromium"} as const;

/** The most that readers shall wait for, in kB after compression, in milliseconds, and in requests. */
const LIMITS = {
  code: 250,
  firstSlider: 650,
  requests: 25,
  board: 2600,
  blocking: 100,
  slowBlocking: 600,
  layoutShift: 0
};

/** The most of another build’s time until the first figure of another page is live. */
const PAGE_SHARE = 0.6;

/** What is to be downloaded before anything can be computed. */
const CODE: Kind[] = ["script", "style", "kernel"];

/** A build of the site, and what was seen of it. */
interface Build {
  /** What is said after a figure of it. */
  suffix: string;
  servers: Record<"compressed" | "plain", SiteServer>;
  /** Its visits, by the conditions’ names. */
  visits: Record<string, Visit[]>;
  /** What its last visit under usual conditions was sent. */
  sent: Sent[];
  /** How long the first figure of each other page took, by the pages’ paths. */
  pages: Record<string, number[]>;
}

/**
 * Measures the first visit of the built site’s front page, and how soon the first figure of each
 * other page is there; beside another build of it, visit by visit in turn, where there is one.
 */
export async function measureFrontPage({browser, short, beside}: Setting): Promise<Findings> {
  const ours = await build(join(projectFolder, "dist"), "");
  const other = beside === undefined ? undefined : await build(beside, ", the other build");
  const builds = [ours, ...(other === undefined ? [] : [other])];
  try {
    for (let round = 0; round < (short ? 1 : 7); ++round) {
      for (const condition of conditions) {
        for (const one of builds) {
          const server = one.servers[condition.isCompressed ? "compressed" : "plain"];
          server.sent.length = 0;
          const seen = await visit(browser, server.url, condition);
          (one.visits[condition.name] ??= []).push(seen);
          if (condition.name === "") one.sent = [...server.sent];
        }
      }
    }
    const paths = chapters.map(({path}) => path.slice(1)).filter((path) => path !== "");
    for (let round = 0; round < (short ? 1 : 3); ++round) {
      for (const path of short ? paths.slice(0, 1) : paths) {
        for (const {servers, pages} of builds) {
          const time = await figureLive(browser, `${servers.compressed.url}${path}.html`);
          if (time !== undefined) (pages[path] ??= []).push(time);
        }
      }
    }
    return {
      figures: builds.flatMap(figuresOf),
      goals: [...goalsOf(ours), ...(other === undefined ? [] : sharesOf(ours, other))]
    };
  } finally {
    for (const {servers} of builds) {
      for (const server of Object.values(servers)) await server.close();
    }
  }
}

async function build(folder: string, suffix: string): Promise<Build> {
  const [compressed, plain] = [
    await serveSite(folder, {compress: true}),
    await serveSite(folder, {compress: false})
  ];
  return {suffix, servers: {compressed, plain}, visits: {}, sent: [], pages: {}};
}

function figuresOf({suffix, visits, sent, pages}: Build): Figure[] {
  const early = earlyOf(visits, sent);
  const kinds = [...new Set(sent.map(({kind}) => kind))];
  const size = (who: string, what: readonly Sent[]) => ({
    ...place,
    what: "download, gzip",
    who: `${who}${suffix}`,
    unit: "kB",
    ...spread([kilobytes(what)])
  });
  return [
    size("scripts, styles and kernel", ofKinds(sent, CODE)),
    size("all until the first slider works", early),
    {
      ...place,
      what: "requests",
      who: `until the first slider works${suffix}`,
      unit: "",
      ...spread([early.length])
    },
    size("all when the whole board is live", sent),
    ...kinds.map((kind) => size(`of these: ${kind}`, ofKinds(sent, [kind]))),
    ...Object.entries(visits).flatMap(([name, all]) => times(name, suffix, all)),
    ...Object.entries(pages).map(([path, all]) => ({
      ...place,
      what: "first figure of another page",
      who: `${path}${suffix}`,
      unit: "ms",
      ...spread(all)
    }))
  ];
}

/** Returns what had been asked for when the first slider worked. */
function earlyOf(visits: Build["visits"], sent: readonly Sent[]): Sent[] {
  const {firstDrawn} = visits[""].at(-1)!;
  return sent.filter(({time}) => time <= firstDrawn);
}

function ofKinds(sent: readonly Sent[], kinds: readonly Kind[]): Sent[] {
  return sent.filter(({kind}) => kinds.includes(kind));
}

function kilobytes(sent: readonly Sent[]): number {
  return sent.reduce((sum, {bytes}) => sum + bytes, 0) / 1000;
}

function times(name: string, suffix: string, visits: readonly Visit[]): Figure[] {
  const figure = (who: string, unit: string, value: (visit: Visit) => number): Figure => {
    const what = name === "" ? "first visit" : `first visit, ${name}`;
    return {...place, what, who: `${who}${suffix}`, unit, ...spread(visits.map(value))};
  };
  return [
    figure("first slider works", "ms", ({firstDrawnAfter}) => firstDrawnAfter),
    figure("total blocking time", "ms", ({blocking}) => blocking),
    figure("layout shift", "", ({layoutShift}) => layoutShift)
  ];
}

function goalsOf({visits, sent}: Build): Goal[] {
  const early = earlyOf(visits, sent);
  const median = (name: string, value: (visit: Visit) => number) =>
    spread(visits[name].map(value)).median;
  const blocking = ({blocking: time}: Visit) => time;
  const atMost = (what: string, value: number, unit: string, target: number) =>
    goal({...place, what, value, unit, comparison: "≤", target});
  return [
    atMost("scripts, styles and kernel", kilobytes(ofKinds(sent, CODE)), "kB", LIMITS.code),
    atMost("all until the first slider works", kilobytes(early), "kB", LIMITS.firstSlider),
    atMost("requests until the first slider works", early.length, "", LIMITS.requests),
    atMost("all when the whole board is live", kilobytes(sent), "kB", LIMITS.board),
    atMost("total blocking time", median("", blocking), "ms", LIMITS.blocking),
    atMost(
      "total blocking time, processor 4 times slower",
      median("processor 4 times slower", blocking),
      "ms",
      LIMITS.slowBlocking
    ),
    atMost(
      "layout shift",
      median("", ({layoutShift}) => layoutShift),
      "",
      LIMITS.layoutShift
    )
  ];
}

/** Returns how long the site takes of what another build of it takes, as shares. */
function sharesOf(ours: Build, other: Build): Goal[] {
  const share = (what: string, [mine, theirs]: number[][], target: number) => {
    const value = spread(mine).median / spread(theirs).median;
    return goal({
      ...place,
      what: `${what}, of the other build’s time`,
      value,
      unit: "×",
      comparison: "≤",
      target
    });
  };
  const first = ({visits}: Build, name: string) =>
    visits[name].map(({firstDrawnAfter}) => firstDrawnAfter);
  return [
    ...conditions.map(({name, share: most}) =>
      share(
        ["first slider works", name].filter((part) => part !== "").join(", "),
        [first(ours, name), first(other, name)],
        most
      )
    ),
    ...Object.keys(ours.pages)
      .filter((path) => path in other.pages)
      .map((path) =>
        share(`first figure of ${path}`, [ours.pages[path], other.pages[path]], PAGE_SHARE)
      )
  ];
}
