import type {Browser} from "playwright-core";
import type {BenchModel} from "../decode/bench-model.js";
import type {BenchSite} from "./bench-site.js";
import type {Kernels} from "./kernels.js";
import type {Effort} from "./rounds.js";

/** What the parts of the bench run with. */
export interface Setting {
  browser: Browser;
  site: BenchSite;
  /** The kernels, compiled. */
  kernels: Kernels;
  /** The shipped decoder of four latents, and the paper's of two. */
  models: BenchModel[];
  effort: Effort;
  /** Whether everything runs only to see that it runs. */
  short: boolean;
  /** The folder of another build of the site, to be measured beside ours. */
  beside: string | undefined;
}
