import {Presets, SingleBar} from "cli-progress";
import type {OnProgress} from "./fetch-dataset.js";

/** Bytes in a megabyte. */
const MEGABYTE = 1e6;

/**
 * Returns what run returns, and while it runs draws one progress bar per file that it reports,
 * in megabytes; draws nothing where the output is not a terminal.
 */
export async function withDownloadBar<T>(run: (onProgress: OnProgress) => Promise<T>): Promise<T> {
  let bar: SingleBar | undefined;
  let current: string | undefined;
  try {
    return await run((name, received, total = received) => {
      if (name !== current) {
        bar?.stop();
        bar = new SingleBar(
          {format: `${name} {bar} {value} of {total} MB`, hideCursor: true},
          Presets.shades_classic
        );
        bar.start(megabytes(total), megabytes(received));
        current = name;
      }
      bar?.setTotal(megabytes(total));
      bar?.update(megabytes(received));
    });
  } finally {
    // A bar that is not stopped keeps the process alive and the cursor hidden.
    bar?.stop();
  }
}

function megabytes(bytes: number): number {
  return Math.round((bytes / MEGABYTE) * 10) / 10;
}
