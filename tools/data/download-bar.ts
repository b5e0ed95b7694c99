import {MultiBar, Presets, type SingleBar} from "cli-progress";
import type {OnProgress} from "./fetch-dataset.js";

/** Bytes in a megabyte. */
const MEGABYTE = 1e6;

/**
 * Returns what run returns, and while it runs draws one progress bar for each file that it
 * reports, in megabytes; draws nothing where the output is not a terminal.
 */
export async function withDownloadBar<T>(run: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  const all = new MultiBar(
    {format: "{bar} {value} of {total} MB  {name}", hideCursor: true},
    Presets.shades_classic
  );
  const bars = new Map<string, SingleBar>();
  try {
    return await run((name, received, total = received) => {
      let bar = bars.get(name);
      if (bar === undefined) bars.set(name, (bar = all.create(0, 0, {name})));
      bar.setTotal(megabytes(total));
      bar.update(megabytes(received));
    });
  } finally {
    // A bar that is not stopped keeps the process alive; stopping none prints an empty line.
    if (bars.size > 0) all.stop();
  }
}

function megabytes(bytes: number): number {
  return Math.round((bytes / MEGABYTE) * 10) / 10;
}
