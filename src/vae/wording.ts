import type {HiddenLayer} from "./architecture.js";

/** Returns an integer with commas between thousands. */
export function thousands(value: number): string {
  return value.toLocaleString("en-US");
}

/** Returns a number with so many decimals. */
export function decimals(value: number, digits: number): string {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits
  });
}

/** Returns a number of things, such as “1 posterior sample” or “2 posterior samples”. */
export function counted(value: number, noun: string): string {
  return `${thousands(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Returns a share, in [0, 1], in percent and rounded down, so that only all is “100 %”. */
export function shareBelow(share: number): string {
  return `${Math.floor(1e4 * share) / 100} %`;
}

/** Returns a share, in [0, 1], in percent, such as “81 %”. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** Returns a number of bytes, in kB from a thousand on and in MB from a million on. */
export function byteSize(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 1e6 ? `${decimals(bytes / 1e3, 1)} kB` : `${decimals(bytes / 1e6, 2)} MB`;
}

/** Returns the sizes of a network’s layers but the last, such as “784 – 500 ReLU – 500 tanh”. */
export function layerSizes(inputs: number, hidden: HiddenLayer[]): string {
  const names = {relu: "ReLU", tanh: "tanh"};
  const layers = hidden.map(({units, activation}) => `${units} ${names[activation]}`);
  return [inputs, ...layers].join(" – ");
}

/** Returns how many weights and biases a network of dense layers has. */
export function parameterCount(inputs: number, hidden: HiddenLayer[], outputs: number): number {
  const sizes = [inputs, ...hidden.map(({units}) => units), outputs];
  return sizes.slice(1).reduce((sum, units, i) => sum + (sizes[i] + 1) * units, 0);
}
