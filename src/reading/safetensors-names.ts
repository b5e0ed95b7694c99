import {imageSizeOf} from "../formats/image-size.js";
import {invalidFile} from "./file.js";
import type {MlpManifest} from "./mlp-manifest.js";
import {isLogStd, isLogVar, isMean} from "./moments.js";
import type {Safetensors} from "./safetensors.js";

/** A dense layer as names and shapes show it. */
interface FoundLayer {
  name: string;
  weight: string;
  bias: string;
  inputs: number;
  units: number;
}

/** What the names and shapes of a file say of its layers. */
export interface InferredManifest {
  manifest: MlpManifest;
  /** The chain, in words: “decoder.0 (2 → 16), decoder.2 (16 → 784)”. */
  chain: string;
  /** Whether the second head gives log σ. */
  isLogStd: boolean;
  /** Whether the names of the heads tell which is μ. */
  isNamed: boolean;
}

/** The most ways that are tried to put layers into a chain. */
const MOST_TRIES = 20_000;

/**
 * Returns the manifest that the names and shapes of a safetensors file say, as PyTorch and Keras name
 * their layers. What the layers do in between no name says.
 *
 * @throws Error that says what is not clear, and shows the start of a manifest
 */
export function manifestByNames(file: string, tensors: Safetensors): InferredManifest {
  const layout = tensors.names.some((name) => /[./]kernel$/.test(name))
    ? ("input, output" as const)
    : ("output, input" as const);
  const all = denseLayers(tensors, layout);
  const unclear = (found: string) => invalidFile(file, found, wanted(tensors.names));
  if (all.length === 0) throw unclear("no dense layers by names and shapes");
  refuseOthers(file, tensors, all);
  const heads = headsOf(all);
  const others = all.filter((one) => !heads?.layers.some((head) => head === one));
  const decoders = others.filter(({name}) => /dec|generat/i.test(name) && !/enc/i.test(name));
  const encoders = others.filter(
    ({name}) => /enc|recogni/i.test(name) && !decoders.some((one) => one.name === name)
  );
  const free = others.filter((one) => !encoders.includes(one) && !decoders.includes(one));
  const latents = heads?.layers[0].units;
  const candidates = decoders.length > 0 ? decoders : free;
  const chains = longestChains(candidates, latents, encoders[0]?.inputs);
  if (chains.length !== 1) {
    throw unclear(
      chains.length === 0
        ? "no chain of layers from z to pixels"
        : "several chains of layers from z to pixels"
    );
  }
  const [decoder] = chains;
  const pixels = decoder.at(-1)!.units;
  const image = squareImage(pixels);
  if (image === undefined) throw unclear(`${pixels} outputs, which are no square`);
  if (decoder[0].inputs >= pixels && decoder.length > 1) {
    throw unclear("a whole auto-encoder whose layers are not called encoder and decoder");
  }
  const below = encoders.length > 0 ? encoders : free.filter((one) => !decoder.includes(one));
  const upTo = heads && encoderOf(below, heads.layers, pixels);
  const encoder = heads && upTo && {...heads, hidden: upTo};
  const names = ({weight, bias}: FoundLayer) => ({weight, bias});
  const hidden = (layers: readonly FoundLayer[]) =>
    layers.map((one) => ({...names(one), activation: "relu" as const}));
  const output = {...names(decoder.at(-1)!), activation: "linear" as const};
  const [mu, logVar] = encoder?.layers.map(names) ?? [];
  const manifest: MlpManifest = {
    format: 1,
    image,
    layout,
    decoder: {hidden: hidden(decoder.slice(0, -1)), output},
    ...(encoder && {encoder: {hidden: hidden(encoder.hidden), mu, logVar}})
  };
  return {
    manifest,
    chain: inWords(decoder),
    isLogStd: encoder?.isLogStd ?? false,
    isNamed: encoder?.isNamed ?? true
  };
}

/** Returns the square image that has so many numbers, in grey or in color. */
function squareImage(values: number): MlpManifest["image"] | undefined {
  for (const channels of [1, 3] as const) {
    const side = Math.round(Math.sqrt(values / channels));
    if (side * side * channels === values)
      return imageSizeOf({width: side, height: side, channels});
  }
  return undefined;
}

function inWords(layers: readonly FoundLayer[]): string {
  return layers.map(({name, inputs, units}) => `${name} (${inputs} → ${units})`).join(", ");
}

/** Returns what to do where names do not tell, with the start of a manifest. */
function wanted(names: readonly string[]): string {
  const weights = names.filter((name) => /weight|kernel/.test(name)).slice(0, 8);
  const listed = weights.length > 0 ? `; its weights are ${weights.join(", ")}` : "";
  return (
    "a JSON file beside it, or one as the metadata “mlp”, that names the layers from z to the " +
    `pixels (see “Images and models of your own”)${listed.slice(0, 160)}`
  );
}

/** Returns the dense layers of a file, in the order of their names, numbers in them as numbers. */
function denseLayers(tensors: Safetensors, layout: MlpManifest["layout"]): FoundLayer[] {
  const shapes = tensors.shapes();
  const layers: FoundLayer[] = [];
  for (const [weight, shape] of shapes) {
    const [, name = ""] = /^(.*)[./](?:weight|kernel)$/.exec(weight) ?? [];
    if (name === "" || shape.length !== 2) continue;
    const [inputs, units] = layout === "input, output" ? shape : shape.toReversed();
    const bias = `${name}${weight.at(name.length)}bias`;
    if (shapes.get(bias)?.length !== 1) continue;
    layers.push({name, weight, bias, inputs, units});
  }
  return layers.toSorted((a, b) => a.name.localeCompare(b.name, "en", {numeric: true}));
}

/**
 * Checks that no array belongs to a layer of another kind, which would change what is computed.
 *
 * @throws Error naming it
 */
function refuseOthers(file: string, tensors: Safetensors, dense: readonly FoundLayer[]): void {
  const known = new Set(dense.flatMap(({weight, bias}) => [weight, bias]));
  for (const [name, shape] of tensors.shapes()) {
    if (known.has(name)) continue;
    const isNorm = /running_(mean|var)$|moving_(mean|variance)$/.test(name);
    const isKernel = /[./](weight|kernel)$/.test(name) && shape.length !== 2;
    const isBare = /[./](weight|kernel)$/.test(name) && shape.length === 2;
    if (!isNorm && !isKernel && !isBare) continue;
    const kind = isNorm
      ? "a normalization"
      : isBare
        ? "a layer without bias"
        : shape.length > 2
          ? "a convolution"
          : "a normalization or a slope";
    const found = `${name} of shape [${shape.join(", ")}], ${kind}`;
    const expected =
      "dense layers alone: save others as ONNX, by torch.onnx.export(model.decoder.eval(), " +
      'torch.zeros(1, d), "decoder.onnx")';
    throw invalidFile(file, found, expected);
  }
}

interface Heads {
  /** μ, then log σ². */
  layers: [FoundLayer, FoundLayer];
  isLogStd: boolean;
  isNamed: boolean;
}

/** Returns the two layers that give μ and log σ²: by their names, or as two of one shape. */
function headsOf(layers: readonly FoundLayer[]): Heads | undefined {
  const outside = layers.filter(({name}) => !/dec|generat/i.test(name) || /enc/i.test(name));
  const last = ({name}: FoundLayer) =>
    name.split(/[./]/).findLast((part) => !/^\d+$/.test(part)) ?? name;
  const named = (is: (name: string) => boolean) => outside.filter((one) => is(last(one)));
  const [mu, logVar, logStd] = [named(isMean), named(isLogVar), named(isLogStd)];
  const second = logVar.length === 1 ? logVar : logStd;
  if (mu.length === 1 && second.length === 1 && sameShape(mu[0], second[0])) {
    return {layers: [mu[0], second[0]], isLogStd: logVar.length !== 1, isNamed: true};
  }
  const twins = outside.flatMap((one, i) => {
    const next = outside.at(i + 1);
    return next !== undefined && sameShape(one, next) && one.units < one.inputs
      ? [[one, next]]
      : [];
  });
  // A chain of two layers of one shape has as many inputs as units.
  if (twins.length !== 1) return undefined;
  const [[a, b]] = twins;
  return {layers: [a, b], isLogStd: false, isNamed: false};
}

const sameShape = (a: FoundLayer, b: FoundLayer) => a.inputs === b.inputs && a.units === b.units;

/** Returns the layers below the heads of an encoder, if they make one chain from the pixels. */
function encoderOf(
  layers: readonly FoundLayer[],
  [{inputs}]: readonly FoundLayer[],
  pixels: number
): FoundLayer[] | undefined {
  if (inputs === pixels) return [];
  const longest = longestChains(layers, pixels, inputs);
  return longest.length === 1 ? longest[0] : undefined;
}

/**
 * Returns the longest chains in the order of names.
 *
 * @param from what the first layer reads, and `to` what the last one gives; any if left out
 */
function longestChains(
  layers: readonly FoundLayer[],
  from: number | undefined,
  to: number | undefined
): FoundLayer[][] {
  const chains = chainsOf(layers, from, to);
  const most = chains.reduce((longest, {length}) => Math.max(longest, length), 0);
  return chains.filter(({length}) => length === most);
}

function chainsOf(
  layers: readonly FoundLayer[],
  from: number | undefined,
  to: number | undefined
): FoundLayer[][] {
  const found: FoundLayer[][] = [];
  let tries = 0;
  const extend = (chain: FoundLayer[], start: number): void => {
    for (let i = start; i < layers.length && tries < MOST_TRIES; ++i) {
      tries += 1;
      const before = chain.at(-1)?.units ?? from;
      if (before !== undefined && layers[i].inputs !== before) continue;
      const longer = [...chain, layers[i]];
      if (to === undefined || layers[i].units === to) found.push(longer);
      extend(longer, i + 1);
    }
  };
  extend([], 0);
  // What was not tried could be another one.
  return tries < MOST_TRIES ? found : [];
}
