import type {Page} from "playwright-core";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds of the processor’s time, which those of other programs are no part of. */
  tdur?: number;
  args: {name?: string};
}

/**
 * Returns how long the tasks of a page’s main thread have kept the processor while something was
 * done, in milliseconds, the longest first. Tasks of workers are not among them.
 */
export async function mainTasks(page: Page, act: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, {categories: ["toplevel", "__metadata"]});
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const {traceEvents} = JSON.parse(trace.toString()) as {traceEvents: TraceEvent[]};
  const key = ({pid, tid}: TraceEvent) => `${pid} ${tid}`;
  const isMain = (event: TraceEvent) =>
    event.name === "thread_name" && event.args.name === "CrRendererMain";
  const main = new Set(traceEvents.filter(isMain).map(key));
  return traceEvents
    .filter((event) => event.ph === "X" && event.name.endsWith("RunTask") && main.has(key(event)))
    .map(({tdur = 0}) => tdur / 1000)
    .toSorted((a, b) => b - a);
}
