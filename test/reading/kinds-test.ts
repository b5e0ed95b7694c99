import assert from "node:assert/strict";
import {describe, it} from "node:test";
import {gzipSync} from "node:zlib";
import {toFloat16} from "../../src/formats/bytes.js";
import type {NamedFile} from "../../src/reading/file.js";
import {readImages} from "../../src/reading/images.js";
import type {OwnImages} from "../../src/reading/own-images.js";
import {isMostlyInk, turnedImages} from "../../src/reading/own-images.js";
import {idxFile, npyFile, pngFile, zipFile} from "./file-makers.js";

const side = 8;
const size = side * side;

/** Returns strokes as a program draws them: a bar a class, at another place in each image. */
function strokes(count: number): Uint8Array {
  const pixels = new Uint8Array(count * size);
  for (let i = 0; i < count; ++i) {
    for (let row = 1; row < 7; ++row) {
      pixels[i * size + row * side + 1 + (i % 5)] = 255 - 7 * (i % 11);
      pixels[i * size + row * side + 2 + (i % 5)] = 40 + i;
    }
  }
  return pixels;
}

const count = 20;
const pixels = strokes(count);
const classes = Uint8Array.from({length: count}, (_, i) => i % 5);
const shape = [count, side, side];
const file = (name: string, bytes: Uint8Array): NamedFile => ({name, bytes});
const image = (i: number) => pixels.subarray(i * size, (i + 1) * size);
const png = (i: number, options = {}) => pngFile(side, side, image(i), options);

/** Returns an array’s values columns first. */
function columnsFirst(values: Uint8Array, [n, h, w]: readonly number[]): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let i = 0; i < n; ++i)
    for (let row = 0; row < h; ++row)
      for (let column = 0; column < w; ++column)
        out[i + n * (row + h * column)] = values[(i * h + row) * w + column];
  return out;
}

function bigEndian(values: ArrayBufferView, width: number): Uint8Array {
  const bytes = new Uint8Array(values.buffer).slice();
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  return bytes;
}

/** Returns each value thrice. */
const thrice = (values: Uint8Array) =>
  Uint8Array.from({length: 3 * values.length}, (_, i) => values[Math.floor(i / 3)]);

function withLabels(first: boolean): Uint8Array {
  const rows = Array.from({length: count}, (_, i) =>
    first ? [classes[i], ...image(i)] : [...image(i), classes[i]]
  );
  return Uint8Array.from(rows.flat());
}

function csv(rows: readonly (readonly (number | string)[])[], separator = ","): Uint8Array {
  return Buffer.from(rows.map((row) => row.join(separator)).join("\n"));
}

const rows = Array.from({length: count}, (_, i) => Array.from(image(i)));
const names = Array.from({length: size}, (_, i) => `pixel${i}`);

/** Ink in [0, 1], as the files mean it. */
const ink = Array.from(pixels, (value) => value / 255);

function near(own: OwnImages, expected: readonly number[], tolerance = 1e-6): void {
  const full = own.pixels instanceof Uint8Array ? 255 : 1;
  assert.equal(own.pixels.length, expected.length);
  const worst = expected.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - own.pixels[i] / full)),
    0
  );
  assert.ok(worst <= tolerance, `a pixel is off by ${worst}`);
}

const x = (bytes: Uint8Array) => [file("x.npy", bytes)];
const real = (scale: (v: number) => number) => Float32Array.from(ink, scale);

const arrays: [title: string, files: NamedFile[], note?: RegExp, tolerance?: number][] = [
  ["columns first", x(npyFile("|u1", shape, columnsFirst(pixels, shape), {order: "True"}))],
  ["float16", x(npyFile("<f2", shape, toFloat16(ink))), undefined, 5e-4],
  ["int64", x(npyFile("<i8", shape, BigInt64Array.from(pixels, BigInt)))],
  [
    "big-endian float32",
    x(
      npyFile(
        ">f4",
        shape,
        bigEndian(
          real((v) => v),
          4
        )
      )
    )
  ],
  ["big-endian int16", x(npyFile(">i2", shape, bigEndian(Int16Array.from(pixels), 2)))],
  ["int32", x(npyFile("<i4", shape, Int32Array.from(pixels)))],
  [
    "uint16 up to 65,535",
    x(
      npyFile(
        "<u2",
        shape,
        Uint16Array.from(pixels, (v) => 257 * v)
      )
    ),
    /65,535 is taken as ink/
  ],
  [
    "−1 … 1",
    x(
      npyFile(
        "<f4",
        shape,
        real((v) => 2 * v - 1)
      )
    ),
    /−1 is taken as paper/
  ],
  [
    "−0.5 … 0.5",
    x(
      npyFile(
        "<f4",
        shape,
        real((v) => v - 0.5)
      )
    ),
    /−0.5 is taken as paper/
  ],
  [
    "normalized",
    x(
      npyFile(
        "<f4",
        shape,
        real((v) => (v - 0.1307) / 0.3081)
      )
    ),
    /deviation 0.3081/
  ],
  ["[n, h·w, 1]", x(npyFile("|u1", [count, size, 1], pixels))],
  ["[n, h, w, 3], equal", x(npyFile("|u1", [...shape, 3], thrice(pixels)))],
  ["[n, 1, h, w]", x(npyFile("|u1", [count, 1, side, side], pixels))],
  ["IDX of 32-bit integers", [file("a", idx32(shape, pixels))]]
];

function idx32(sizes: readonly number[], values: ArrayLike<number>): Uint8Array {
  const words = Uint32Array.from([0x0c00 + sizes.length, ...sizes, ...Array.from(values)]);
  return bigEndian(words, 4);
}

for (const [title, files, note, tolerance] of arrays) {
  it(`readImages(files) reads what it means: ${title}`, async () => {
    const own = await readImages(files);
    assert.deepEqual([own.count, own.height, own.width], shape);
    near(own, ink, tolerance);
    if (note === undefined) assert.deepEqual(own.notes, []);
    else assert.match(own.notes.join(" "), note);
  });
}

it("readImages([NumPy]) clips small overshoots, and says so", async () => {
  const values = real((v) => 1.004 * v - 0.002);
  const own = await readImages(x(npyFile("<f4", shape, values)));
  near(
    own,
    Array.from(values, (v) => Math.min(1, Math.max(0, v)))
  );
  assert.match(own.notes.join(), /^Numbers of −0.002 … 1.002 were clipped to 0 … 1\.$/);
});

it("readImages([NumPy]) takes the scale that a reader chooses", async () => {
  const bytes = npyFile(
    "<f8",
    shape,
    Float64Array.from(ink, (v) => Math.round(16 * v))
  );
  const guessed = await readImages(x(bytes));
  assert.deepEqual(guessed.scale, {paper: 0, ink: 16});
  assert.match(guessed.notes.join(), /largest number is 16, which is taken as ink/);
  const chosen = await readImages(x(bytes), {scale: {paper: 16, ink: 0}});
  near(
    chosen,
    ink.map((v) => 1 - Math.round(16 * v) / 16)
  );
});

it("readImages([NumPy], {inGrey}) turns [n, 3, h, w] to grey by luminance where that is wanted, and says so", async () => {
  const color = new Uint8Array(3 * size);
  color.set(image(3), size);
  const own = await readImages(x(npyFile("|u1", [1, 3, side, side], color)), {inGrey: true});
  near(
    own,
    Array.from(image(3), (v) => Math.round(0.587 * v) / 255)
  );
  assert.match(own.notes.join(), /grey by luminance/);
});

describe("labels", () => {
  const hot = Float32Array.from({length: 5 * count}, (_, i) =>
    i % 5 === classes[Math.floor(i / 5)] ? 1 : 0
  );
  const qmnist = Array.from({length: count}, (_, i) => [
    classes[i],
    0,
    10 + i,
    3,
    2,
    1,
    0,
    0
  ]).flat();
  const array = file("x_train.npy", npyFile("|u1", shape, pixels));
  const labelled: [title: string, files: NamedFile[]][] = [
    ["one-hot", [array, file("y_train.npy", npyFile("<f4", [count, 5], hot))]],
    [
      "[n, 1]",
      [array, file("y_train.npy", npyFile("<i8", [count, 1], BigInt64Array.from(classes, BigInt)))]
    ],
    [
      "[1, n], as MATLAB’s",
      [array, file("y_train.npy", npyFile("|u1", [1, count], Uint8Array.from(classes)))]
    ],
    [
      "of 32-bit integers [n, 8], as QMNIST’s",
      [
        file("q-images-idx3-ubyte", idxFile(shape, pixels)),
        file("q-labels-idx2-int", idx32([count, 8], qmnist))
      ]
    ],
    ["before the pixels of [n, 1 + h·w]", x(npyFile("|u1", [count, size + 1], withLabels(true)))],
    ["behind the pixels of [n, h·w + 1]", x(npyFile("|u1", [count, size + 1], withLabels(false)))],
    [
      "first in a CSV",
      [file("train.csv", csv([["label", ...names], ...rows.map((row, i) => [classes[i], ...row])]))]
    ],
    [
      "last in a CSV, called class, gzip",
      [
        file(
          "a.csv.gz",
          gzipSync(csv([[...names, "class"], ...rows.map((row, i) => [...row, classes[i]])]))
        )
      ]
    ],
    [
      "first in a CSV without a line of names, semicolons",
      [
        file(
          "train.csv",
          csv(
            rows.map((row, i) => [classes[i], ...row]),
            ";"
          )
        )
      ]
    ],
    [
      "beside a column of numbers that only count",
      [
        file(
          "t.csv",
          csv([["", "label", ...names], ...rows.map((row, i) => [i, classes[i], ...row])])
        )
      ]
    ],
    [
      "in a CSV of one column",
      [array, file("labels.csv", csv([["label"], ...Array.from(classes, (label) => [label])]))]
    ]
  ];
  for (const [title, files] of labelled) {
    it(`readImages(files) reads labels ${title}`, async () => {
      const own = await readImages(files);
      near(own, ink);
      assert.deepEqual(own.labels, classes);
    });
  }

  it("readImages([PNG, CSV]) takes the classes of a table of file names", async () => {
    const table = csv([
      ["filename", "label"],
      ...Array.from(classes, (label, i) => [`${i}.png`, `c${label}`])
    ]);
    const own = await readImages([
      ...rows.map((_, i) => file(`set/images/${i}.png`, png(i))),
      file("set/labels.csv", table)
    ]);
    assert.deepEqual(own.labels, classes);
    assert.deepEqual(own.classNames, ["c0", "c1", "c2", "c3", "c4"]);
    assert.match(own.notes.join(), /classes come from set\/labels.csv/);
  });

  it("readImages(arrays) takes each array as a class, and says so, as QuickDraw’s", async () => {
    const part = (i: number) =>
      npyFile("|u1", [4, size], pixels.subarray(4 * i * size, 4 * (i + 1) * size));
    const own = await readImages([
      file("full_numpy_bitmap_The Eiffel Tower.npy", part(2)),
      file("full_numpy_bitmap_cat.npy", part(0)),
      file("full_numpy_bitmap_pizza (1).npy", part(1))
    ]);
    near(own, ink.slice(0, 12 * size));
    assert.deepEqual(own.classNames, ["cat", "pizza", "The Eiffel Tower"]);
    assert.deepEqual(Array.from(own.labels!), [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  });
});

it("readImages([npz]) leaves out arrays that belong to no image, and says so", async () => {
  const own = await readImages([
    file(
      "a.npz",
      zipFile([
        file("X.npy", npyFile("|u1", shape, pixels)),
        file("Y.npy", npyFile("|u1", [count], classes)),
        file("mean.npy", npyFile("<f4", [], Float32Array.of(0.5))),
        file("names.npy", npyFile("|S1", [5], Buffer.from("abcde")))
      ])
    )
  ]);
  assert.deepEqual(own.labels, classes);
  assert.match(own.notes.join(), /as there are not as many as images: mean.npy, names.npy/);
});

it("readImages(PNGs) takes classes from folders though those to test with have none", async () => {
  const own = await readImages(
    rows.map((_, i) => file(i < 15 ? `train/c${classes[i]}/${i}.png` : `test/${i}.png`, png(i)))
  );
  assert.deepEqual([own.count, own.test!.count, own.test!.labels], [15, 5, undefined]);
  // Folders are sorted by their names.
  assert.deepEqual(own.labels, classes.slice(0, 15).toSorted());
});

it("readImages([PNG, NumPy]) takes labels in the order of the pictures’ names", async () => {
  const own = await readImages([
    ...rows.map((_, i) => file(`${i}.png`, png(i))),
    file("labels.npy", npyFile("|u1", [count], classes))
  ]);
  assert.deepEqual(own.labels, classes);
  assert.match(own.notes.join(), /classes come from labels.npy/);
});

describe("what comes beside images", () => {
  const images = file("imgs.npy", npyFile("|u1", shape, pixels));
  const factors = file("factors.npy", npyFile("<f4", [count, 6], new Float32Array(6 * count)));
  const objects = () => {
    const bytes = npyFile("|u1", [1], Uint8Array.of(0));
    const head = Buffer.from(bytes);
    head.write("'|O' ", head.indexOf("'|u1'"), "latin1");
    return file("metadata.npy", Uint8Array.from(head));
  };

  it("readImages([npz]) leaves out objects and rows that only describe, and says so", async () => {
    const own = await readImages([file("d.npz", zipFile([images, factors, objects()]))]);
    near(own, ink);
    assert.deepEqual(own.notes, [
      "Left out, as they are no images: factors.npy.",
      "Left out, as they hold objects and no numbers: metadata.npy."
    ]);
    await assert.rejects(readImages([objects()]), /an array of objects/);
  });

  it("readImages([zip]) takes each of two equal files once, as Kaggle packs MNIST", async () => {
    const idx = idxFile(shape, pixels);
    const labels = idxFile([count], classes);
    const own = await readImages([
      file(
        "archive.zip",
        zipFile([
          file("train-images-idx3-ubyte/train-images-idx3-ubyte", idx),
          file("train-images.idx3-ubyte", idx),
          file("train-labels-idx1-ubyte/train-labels-idx1-ubyte", labels),
          file("train-labels.idx1-ubyte", labels)
        ])
      )
    ]);
    near(own, ink);
    assert.deepEqual(own.labels, classes);
    assert.match(own.notes.join(), /as they came twice: train-images.idx3-ubyte, train-labels/);
  });
});

it("readImages([CSV]) reads pixels in one cell, and what each row is for, as FER2013’s", async () => {
  const table = csv([
    ["emotion", "pixels", "Usage"],
    ...rows.map((row, i) => [classes[i], row.join(" "), i < 15 ? "Training" : "PrivateTest"])
  ]);
  const own = await readImages([file("fer2013.csv", table)]);
  near(own, ink.slice(0, 15 * size));
  assert.deepEqual(own.labels, classes.slice(0, 15));
  assert.deepEqual(Array.from(own.test!.pixels), Array.from(pixels.subarray(15 * size)));
  assert.deepEqual(own.test!.labels, classes.slice(15));
  const bare = await readImages([file("a.csv", csv(rows.map((row) => [row.join(" ")])))]);
  near(bare, ink);
  assert.equal(bare.labels, undefined);
  const short = csv(rows.map((row, i) => [row.slice(i === 3 ? 1 : 0).join(" ")]));
  await assert.rejects(readImages([file("a.csv", short)]), {
    message: "invalid a.csv: 63 numbers in line 4, expected 64, as in the first row"
  });
});

it("readImages(files) says how to turn arrays whose images come last", async () => {
  const svhn = npyFile("|u1", [8, 8, 3, 20], new Uint8Array(8 * 8 * 3 * 20));
  await assert.rejects(
    readImages([file("X.npy", svhn)]),
    /shape \[8, 8, 3, 20\], .*numpy\.moveaxis/
  );
  const columns = npyFile("|u1", [784, 20], new Uint8Array(784 * 20));
  await assert.rejects(readImages([file("X.npy", columns)]), /images in columns, save images\.T/);
});

it("readImages([npy]) names a range of whole numbers as it is", async () => {
  const deep = Uint16Array.from(pixels, (value) => value * 257);
  const own = await readImages([file("deep.npy", npyFile("<u2", shape, deep))]);
  assert.equal(own.scaling, "divided by 65535");
  assert.match(own.notes.join(), /The largest number is 65535,/);
});

describe("sets apart", () => {
  const four = ["x_train", "y_train", "x_test", "y_test"];
  const idx = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte"
  ];
  for (const [title, [a, b, c, d]] of [
    ["npz", four],
    ["IDX", idx]
  ] as const) {
    it(`readImages(files) keeps those to test with apart: ${title}`, async () => {
      const files = [
        file(`${c}.npy`, npyFile("|u1", [10, side, side], pixels.subarray(10 * size))),
        file(`${d}.npy`, npyFile("|u1", [10], classes.subarray(10))),
        file(`${a}.npy`, npyFile("|u1", [10, side, side], pixels.subarray(0, 10 * size))),
        file(`${b}.npy`, npyFile("|u1", [10], classes.subarray(0, 10)))
      ];
      const own = await readImages(title === "npz" ? [file("mnist.npz", zipFile(files))] : files);
      near(own, ink.slice(0, 10 * size));
      assert.deepEqual(own.labels, classes.slice(0, 10));
      assert.deepEqual(Array.from(own.test!.pixels), Array.from(pixels.subarray(10 * size)));
      assert.deepEqual(own.test!.labels, classes.slice(10));
    });
  }

  it("readImages([zip]) keeps folders to test with apart, and reads what Windows packed", async () => {
    const files = rows.map((_, i) =>
      file(`digits\\${i < 15 ? "training" : "testing"}\\${classes[i]}\\${i}.png`, png(i))
    );
    const own = await readImages([
      file(
        "d.zip",
        zipFile([
          ...files,
          file("digits\\training\\0\\Thumbs.db", Uint8Array.of(1)),
          file("__MACOSX/digits/._1.png", Uint8Array.of(1))
        ])
      )
    ]);
    assert.deepEqual([own.count, own.test!.count], [15, 5]);
    assert.deepEqual(Array.from(own.test!.labels!), [0, 1, 2, 3, 4]);
    assert.deepEqual(Array.from(own.test!.pixels), Array.from(pixels.subarray(15 * size)));
  });
});

it("readImages(PNGs) leaves out a bad file in five, and says which", async () => {
  const files = rows.map((_, i) => file(`set/${"ABCDE"[classes[i]]}/${i}.png`, png(i)));
  const bad = [
    file("set/C/broken.png", new Uint8Array(0)),
    file("set/A/wide.png", pngFile(9, 8, new Uint8Array(72)))
  ];
  const own = await readImages([...files, ...bad]);
  assert.equal(own.count, count);
  assert.deepEqual(own.classNames, ["A", "B", "C", "D", "E"]);
  assert.match(
    own.notes[0],
    /^Left out: set\/A\/wide.png: 9 × 8 pixels, .*set\/C\/broken.png: an empty file/
  );
  const more = Array.from({length: 6}, (_, i) => file(`set/A/x${i}.png`, new Uint8Array(0)));
  await assert.rejects(readImages([...files, ...more]), /more than 5 of 26 files cannot be used/);
});

it("turnedImages(images) exchanges ink and paper, and rows and columns", async () => {
  const dark = await readImages([
    file("a.png", pngFile(3, 2, Uint8Array.of(255, 255, 0, 255, 250, 255)))
  ]);
  assert.ok(isMostlyInk(dark));
  const own = turnedImages(dark, {invert: true, transpose: true});
  assert.deepEqual([own.width, own.height], [2, 3]);
  assert.deepEqual(Array.from(own.pixels), [0, 0, 0, 5, 255, 0]);
  assert.ok(!isMostlyInk(own));
});

const ascii = (text: string, length = 600) => Buffer.from(text.padEnd(length, "\0"), "latin1");
const foreign: [name: string, bytes: Uint8Array, message: RegExp][] = [
  [
    "mnist.pkl.gz",
    gzipSync(Buffer.from([0x80, 2, 0x63, 0x6e])),
    /a Python pickle in gzip, expected .npz: python -c ".*gzip.open\('mnist.pkl.gz'\).*savez/
  ],
  ["data_batch_1", Uint8Array.of(0x80, 2, 0x7d), /a Python pickle, .*for k, v in a.items\(\)/],
  [
    "emnist-digits.mat",
    ascii("MATLAB 5.0 MAT-file"),
    /a MATLAB file, expected .npz: python -c ".*scipy.io.loadmat\('emnist-digits.mat'\)/
  ],
  [
    "x.mat",
    Buffer.from([0x89, 0x48, 0x44, 0x46, 13, 10]),
    /an HDF5 file, expected .npz: python -c ".*h5py.File\('x.mat'\)/
  ],
  ["train.parquet", ascii("PAR1"), /a Parquet file, .*read_parquet\('train.parquet'\)/],
  [
    "a.tar.gz",
    gzipSync(ascii("".padEnd(257, "x") + "ustar")),
    /a tar archive, expected the folder in it, or a zip: tar xf a.tar.gz$/
  ],
  [
    "face.pgm",
    ascii("P5\n92 112\n"),
    /a PGM or PPM image, expected PNG: mogrify -format png \*.pgm$/
  ],
  ["a.tif", ascii("II*"), /a TIFF image/],
  [
    "a.jpg",
    Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 8, 0, 8]),
    /a JPEG image, which only browsers decode, expected PNG: mogrify -format png \*.jpg$/
  ],
  ["page.idx", ascii("<!DOCTYPE html>"), /a web page/],
  [
    "mnist_784.arff",
    ascii("% by OpenML\n@RELATION mnist_784"),
    /a table of Weka or OpenML, expected .npz: python -c ".*loadarff\('mnist_784.arff'\)/
  ],
  [
    "training.pt",
    zipFile([file("archive/data.pkl", Uint8Array.of(1))]),
    /a file of PyTorch, .*torch.load\('training.pt'\)/
  ]
];
for (const [name, bytes, message] of foreign) {
  it(`readImages([${name}]) says what it is and how to convert it`, async () => {
    await assert.rejects(readImages([file(name, bytes)]), message);
  });
}
