import type {CDPSession, Page} from "playwright-core";

/** What a page holds on to. */
export interface Holdings {
  /** Undefined where no tfjs runs. */
  tensors?: number;
  /** Bytes of objects and of the buffers behind their arrays. */
  heap: number;
  /** Elements and texts, in the page or kept by a script. */
  nodes: number;
}

/** Returns what a page holds on to, after everything else has been collected. */
export async function holdings(page: Page, session: CDPSession): Promise<Holdings> {
  const tensors = await page.evaluate(async () => {
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    const url = loaded.find((name) => name.includes("/_node/@tensorflow/tfjs@"));
    if (url === undefined) return undefined;
    const {memory} = await import(url);
    return memory().numTensors as number;
  });
  await session.send("HeapProfiler.collectGarbage");
  const usage = (await session.send("Runtime.getHeapUsage")) as {
    usedSize: number;
    backingStorageSize?: number;
  };
  const {nodes} = await session.send("Memory.getDOMCounters");
  return {tensors, heap: usage.usedSize + (usage.backingStorageSize ?? 0), nodes};
}
