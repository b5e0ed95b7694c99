import assert from "node:assert/strict";
import {it} from "node:test";
import type {NamedFile} from "../../src/reading/file.js";
import {readModel} from "../../src/reading/model.js";
import {zipFile} from "./file-makers.js";

const bytesOf = (text: string) => Buffer.from(text, "latin1");
const file = (name: string, content: string): NamedFile => ({name, bytes: bytesOf(content)});
const zip = (name: string, ...inside: string[]): NamedFile => ({
  name,
  bytes: zipFile(inside.map((path) => file(path, "{}")))
});

const hdf = "\u0089HDF\r\n\u001A\n";
const pickle = "\u0080\u0002}q\u0000.";
const cases: [title: string, files: NamedFile[], message: RegExp][] = [
  [
    "a .keras file",
    [zip("my decoder.keras", "metadata.json", "config.json", "model.weights.h5")],
    /^invalid my decoder.keras: a Keras file, expected .*; tensorflowjs_converter --input_format=keras_keras my_decoder.keras my_decoder\/$/
  ],
  [
    "two .keras files",
    [zip("encoder.keras", "config.json"), zip("decoder.keras", "config.json")],
    /^invalid encoder.keras: a Keras file/
  ],
  [
    "a .h5 file",
    [file("vae.h5", hdf)],
    /^invalid vae.h5: a Keras file in HDF5, expected .* tensorflowjs_converter --input_format=keras vae.h5 vae\/$/
  ],
  [
    "a file of torch.save",
    [zip("vae.pt", "vae/data.pkl", "vae/version")],
    /^invalid vae.pt: a file of PyTorch, expected safetensors .*torch.load\('vae.pt'.*'vae.safetensors'\).* or ONNX/
  ],
  ["one of an older torch.save", [file("vae.pth", pickle)], /^invalid vae.pth: a file of PyTorch/],
  [
    "a pickle",
    [file("vae.pkl", pickle)],
    /^invalid vae.pkl: a Python pickle, expected safetensors/
  ],
  ["a pickle of another name", [file("weights", pickle)], /^invalid weights: a Python pickle/],
  [
    "a SavedModel",
    [file("vae/saved_model.pb", "\u0008\u0001"), file("vae/variables/v.index", "")],
    /^invalid vae\/saved_model.pb: a SavedModel .*--input_format=tf_saved_model/
  ],
  [
    "a zip of a .h5 file",
    [zip("vae.zip", "vae/decoder.h5")],
    /^invalid vae.zip: a Keras file in HDF5/
  ],
  [
    "TensorFlow Lite",
    [file("vae.tflite", "\u001C\u0000\u0000\u0000TFL3")],
    /a TensorFlow Lite file/
  ],
  [
    "an ONNX file without a graph",
    [file("decoder.onnx", "\u0008\u0008\u0012\u0007pytorch")],
    /^invalid decoder.onnx: an ONNX file without a graph, expected one that torch.onnx.export/
  ]
];

for (const [title, files, message] of cases) {
  it(`readModel(files) says what it is, and the command that makes one that opens: ${title}`, () => {
    assert.throws(() => readModel(files), {message});
  });
}
