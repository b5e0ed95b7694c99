import type {NamedFile} from "./file.js";
import {shortName} from "./file.js";
import {looksLikeZip, zipDirectory} from "./zip.js";

/** What a model file is that is not read here, and the command that makes one that is. */
interface ForeignModel {
  /** Such as “a Keras file”. */
  what: string;
  remedy: string;
}

const text = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

/** Returns the last part of a path, without what a shell or Python would take otherwise. */
function plainName({name}: NamedFile): string {
  const last = name.slice(name.lastIndexOf("/") + 1);
  return last.replaceAll(/['"`$\\ ]/g, "_");
}

const stem = (file: NamedFile) => plainName(file).replace(/\.[^.]*$/, "");

/** Returns how a Keras file is converted. */
function keras(file: NamedFile, format: "keras" | "keras_keras"): string {
  const command = `tensorflowjs_converter --input_format=${format} ${plainName(file)} ${stem(file)}/`;
  return `a folder with model.json: pip install tensorflowjs; ${command}`;
}

/** Returns how the weights of a PyTorch model are saved, and how a model with convolutions is. */
function pytorch(file: NamedFile): string {
  const load = `s=torch.load('${plainName(file)}', map_location='cpu')`;
  const weights = "s=s.get('state_dict', s.get('model_state_dict', s))";
  const save = `save_file({k: v.contiguous() for k, v in s.items()}, '${stem(file)}.safetensors')`;
  const python = `python -c "import torch; from safetensors.torch import save_file; ${load}; ${weights}; ${save}"`;
  const onnx = "torch.onnx.export(model.decoder.eval(), torch.zeros(1, d), 'decoder.onnx')";
  return `safetensors of dense layers: ${python}; or ONNX, where you have the model itself: ${onnx}`;
}

const ONNX = "ONNX, or TensorFlow.js: save the decoder again from the program that trained it";

/** Files that are told by their first bytes, or the end of their names. */
const kinds: {is: (file: NamedFile) => boolean; foreign: (file: NamedFile) => ForeignModel}[] = [
  {
    is: ({name, bytes}) => text(bytes, 1, 3) === "HDF" || /\.(h5|hdf5)$/i.test(name),
    foreign: (file) => ({what: "a Keras file in HDF5", remedy: keras(file, "keras")})
  },
  {
    is: ({name}) => /\.keras$/i.test(name),
    foreign: (file) => ({what: "a Keras file", remedy: keras(file, "keras_keras")})
  },
  {
    is: ({name, bytes}) =>
      /\.(pt|pth|ckpt|bin)$/i.test(name) && (looksLikeZip(bytes) || bytes[0] === 0x80),
    foreign: (file) => ({what: "a file of PyTorch", remedy: pytorch(file)})
  },
  {
    is: ({name, bytes}) =>
      /\.(pkl|pickle|joblib)$/i.test(name) || (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5),
    foreign: (file) => ({what: "a Python pickle", remedy: pytorch(file)})
  },
  {
    is: ({name}) => /(^|\/)saved_model\.pb$/i.test(name),
    foreign: () => ({
      what: "a SavedModel of TensorFlow",
      remedy:
        "a folder with model.json: pip install tensorflowjs; tensorflowjs_converter " +
        "--input_format=tf_saved_model the_folder decoder/"
    })
  },
  {
    is: ({bytes}) => text(bytes, 4, 4) === "TFL3",
    foreign: () => ({what: "a TensorFlow Lite file", remedy: ONNX})
  },
  {
    is: ({bytes}) => text(bytes, 0, 4) === "GGUF",
    foreign: () => ({what: "a GGUF file", remedy: ONNX})
  },
  {
    is: ({name}) => /\.(pb|mlmodel|msgpack|params|caffemodel|tflite)$/i.test(name),
    foreign: () => ({what: "a model of another program", remedy: ONNX})
  },
  {
    is: ({name}) => /\.npz$/i.test(name),
    foreign: (file) => ({
      what: "arrays of NumPy",
      remedy:
        `safetensors: python -c "import numpy; from safetensors.numpy import save_file; ` +
        `save_file(dict(numpy.load('${plainName(file)}')), '${stem(file)}.safetensors')"`
    })
  }
];

/**
 * Returns the error of files among which there is a model of another kind; undefined where there is
 * none.
 *
 * @param dropped the files as they were dropped, zips among them not unpacked
 */
export function foreignModel(dropped: readonly NamedFile[]): Error | undefined {
  for (const file of dropped) {
    const kind = kinds.find(({is}) => is(file))?.foreign(file) ?? foreignZip(file);
    if (kind === undefined) continue;
    return new Error(`invalid ${shortName(file.name)}: ${kind.what}, expected ${kind.remedy}`);
  }
  return undefined;
}

/** Returns what a zip is whose files together are a model of another kind. */
function foreignZip(file: NamedFile): ForeignModel | undefined {
  if (!looksLikeZip(file.bytes)) return undefined;
  const names = zipDirectory(file).map(({name}) => name);
  const has = (wanted: RegExp) => names.some((name) => wanted.test(name));
  if (has(/(^|\/)model\.json$/)) return undefined;
  if (has(/(^|\/)data\.pkl$/)) return {what: "a file of PyTorch", remedy: pytorch(file)};
  if (has(/^model\.weights\.h5$/)) {
    return {what: "a Keras file", remedy: keras(file, "keras_keras")};
  }
  const inside = names.map((name) => ({name, bytes: new Uint8Array(0)}));
  const one = inside.find((each) => kinds.some(({is}) => is(each)));
  return one && kinds.find(({is}) => is(one))!.foreign(one);
}
