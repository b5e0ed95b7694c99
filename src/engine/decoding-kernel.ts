import type {Address, KernelMemory} from "./kernel-memory.js";

/** What src/engine/kernel/decoding.ts exports; its sources say what each function does. */
export interface DecodingKernel extends KernelMemory {
  dense(
    rows: number,
    units: number,
    width: number,
    x: Address,
    panels: Address,
    bias: Address,
    activation: number,
    form: number,
    out: Address
  ): void;
  denseInt16(
    rows: number,
    units: number,
    width: number,
    x: Address,
    rowSteps: Address,
    panels: Address,
    columnSteps: Address,
    bias: Address,
    activation: number,
    form: number,
    out: Address
  ): void;
  dots(rows: Address, count: number, width: number, vector: Address, out: Address): void;
  packQuads(source: Address, rows: number, columns: number, width: number, out: Address): void;
  unpackQuads(quads: Address, rows: number, columns: number, width: number, out: Address): void;
  roundQuads(quads: Address, rows: number, width: number, steps: Address, out: Address): void;
  paint(
    pixels: Address,
    images: number,
    columns: number,
    width: number,
    height: number,
    out: Address
  ): void;
  widenHalves(halves: Address, count: number, out: Address): void;
  panelsFromHalves(
    halves: Address,
    inputs: number,
    units: number,
    width: number,
    out: Address
  ): void;
  panelsFromBytes(
    bytes: Address,
    steps: Address,
    inputs: number,
    units: number,
    width: number,
    out: Address
  ): void;
  pairPanelsFromBytes(
    bytes: Address,
    inputs: number,
    units: number,
    width: number,
    out: Address
  ): void;
}

/** How a layer ends, as the kernel numbers it in finish.ts. */
export const ACTIVATION = {linear: 0, relu: 1, tanh: 2, sigmoid: 3} as const;

/** What a layer writes, likewise. */
export const FORM = {quads: 0, rows: 1, pixels: 2} as const;
