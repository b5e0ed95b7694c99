import {parseIdx} from "../formats/images.js";
import type {ImageSize, ImagesShape} from "./array-shape.js";
import {checkSize, imagesShape} from "./array-shape.js";
import {classLabels} from "./class-labels.js";
import type {Ink} from "./ink.js";
import {inkOfBytes, inkOfNumbers} from "./ink.js";
import type {Limits} from "./limits.js";
import type {NamedFile} from "./named-file.js";
import {invalidFile, shortName} from "./named-file.js";
import {looksLikeNpy} from "./npy-header.js";
import type {NpyArray} from "./npy.js";
import {parseNpy} from "./npy.js";
import type {OwnImages} from "./own-images.js";
import {ownImages} from "./own-images.js";

/** An array of numbers with the name of its file. */
export interface NamedArray extends NpyArray {
  name: string;
}

/**
 * Returns the array of an IDX or NumPy file.
 *
 * @param file not compressed
 * @throws Error naming the file if it is neither, or is damaged
 */
export function arrayOf({name, bytes}: NamedFile): NamedArray {
  if (looksLikeNpy(bytes)) return {name, ...parseNpy(bytes, name)};
  const isIdx = bytes[0] === 0 && bytes[1] === 0;
  if (!isIdx && !/idx|ubyte/i.test(name)) {
    const first = Array.from(bytes.subarray(0, 4), (b) => b.toString(16).padStart(2, "0"));
    const found = bytes.length === 0 ? "an empty file" : `its first bytes ${first.join(" ")}`;
    throw invalidFile(name, found, "those of an IDX, NumPy, PNG or zip file");
  }
  return {name, type: "|u1", ...parseIdx(bytes, shortName(name))};
}

/**
 * Returns the images that an array, or an array and one of their labels, make up.
 *
 * @param arrays at least one
 * @throws Error naming the array that does not fit
 */
export function imagesOfArrays(
  arrays: readonly NamedArray[],
  limits: Limits,
  size?: ImageSize
): OwnImages {
  const sets = arrays.filter(({shape}) => shape.length > 1);
  const labels = arrays.filter(({shape}) => shape.length <= 1);
  if (sets.length === 0) {
    const found = `shape [${labels[0].shape.join(", ")}], so labels`;
    throw invalidFile(labels[0].name, found, "a file of images beside it");
  }
  const second = sets[1] ?? labels[1];
  if (second !== undefined) {
    const found = `a second array of ${second === sets[1] ? "images" : "labels"}`;
    throw invalidFile(second.name, found, "one array of images and at most one of labels");
  }
  const [images] = sets;
  const shape = imagesShape(images.name, images.shape, limits, size);
  const ink = inkOf(images, shape, limits);
  const names = arrays.map(({name}) => name).join(" and ");
  const classes =
    labels[0] && classLabels(labels[0].name, labels[0].data, shape.count, images.name);
  return ownImages(shape, ink, names, classes);
}

function inkOf({name, type, data}: NamedArray, shape: ImagesShape, limits: Limits): Ink {
  if (data instanceof Uint8Array) return inkOfBytes(data);
  if (data instanceof Float32Array || data instanceof Float64Array) {
    checkSize(name, type, shape, limits, Float32Array.BYTES_PER_ELEMENT);
    const {width, height} = shape;
    return inkOfNumbers(name, data, (index) => {
      const [image, pixel] = [Math.floor(index / (width * height)), index % (width * height)];
      return `image ${image}, row ${Math.floor(pixel / width)}, column ${pixel % width}`;
    });
  }
  const expected = "uint8 (“|u1”), float32 (“<f4”) or float64 (“<f8”) for images";
  throw invalidFile(name, `type “${type}”`, expected);
}
