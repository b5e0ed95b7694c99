import type {NamedFile} from "./file.js";

/** What a file is that is not read here, and what makes one that is. */
interface Foreign {
  /** Such as “a Python pickle”. */
  what: string;
  /** What to do, mostly a command for a terminal. */
  remedy: string;
}

const text = (bytes: Uint8Array, start: number, length: number) =>
  String.fromCharCode(...bytes.subarray(start, start + length));

const starts = (bytes: Uint8Array, ...first: number[]) =>
  first.every((byte, i) => bytes[i] === byte);

/** Returns a name as a string of Python within a shell’s double quotes. */
const python = (code: string) => `python -c "${code}"`;

/** Returns the last part of a path, without what a shell or Python would take otherwise. */
const plainName = (path: string) =>
  path
    .split("/")
    .at(-1)!
    .replaceAll(/['"`$\\]/g, "_");

/** Files that are told by their first bytes. */
const kinds: {
  is: (file: NamedFile) => boolean;
  foreign: (file: string, path: NamedFile) => Foreign;
}[] = [
  {
    is: ({bytes}) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5,
    foreign: pickle
  },
  {
    is: ({bytes}) => text(bytes, 0, 6) === "MATLAB",
    foreign: matlab
  },
  {
    is: ({bytes}) => starts(bytes, 0x89, 0x48, 0x44, 0x46),
    foreign: (file) => ({
      what: "an HDF5 file",
      remedy: `.npz: ${python(`import h5py,numpy; f=h5py.File('${file}'); numpy.savez('images.npz', **{k: v[()] for k, v in f.items() if hasattr(v, 'dtype')})`)}`
    })
  },
  {
    is: ({bytes}) => text(bytes, 0, 4) === "PAR1",
    foreign: (file) => ({
      what: "a Parquet file",
      remedy: `a folder of images: ${python(
        `import pandas,os; [(os.makedirs(f'images/{r.label}', exist_ok=True), open(f'images/{r.label}/{i}.png', 'wb').write(r.image['bytes'])) for i, r in pandas.read_parquet('${file}').iterrows()]`
      )}`
    })
  },
  {
    is: ({bytes}) => text(bytes, 257, 5) === "ustar",
    foreign: (file) => ({
      what: "a tar archive",
      remedy: `the folder in it, or a zip: tar xf ${quoted(file)}`
    })
  },
  {
    is: ({bytes}) => text(bytes, 0, 3) === "BZh" || starts(bytes, 0xfd, 0x37, 0x7a, 0x58, 0x5a),
    foreign: (file) => {
      const isTar = /\.(tar\.|t[bx]z)/.test(file);
      const command = isTar ? "tar xf" : file.endsWith(".bz2") ? "bunzip2" : "unxz";
      return {
        what: isTar ? "a compressed tar archive" : "a compressed file",
        remedy: `what is in it: ${command} ${quoted(file)}`
      };
    }
  },
  {
    is: ({bytes}) => text(bytes, 0, 4) === "Rar!" || starts(bytes, 0x37, 0x7a, 0xbc, 0xaf),
    foreign: (file) => ({
      what: "a RAR or 7z archive",
      remedy: `the folder in it, or a zip: 7z x ${quoted(file)}`
    })
  },
  {
    is: ({bytes}) => /^(II\*\0|MM\0\*)/.test(text(bytes, 0, 4)),
    foreign: (file) => picture("a TIFF image", file)
  },
  {
    is: ({bytes}) => /^P[1-6]\s/.test(text(bytes, 0, 3)),
    foreign: (file) => picture("a PGM or PPM image", file)
  },
  {
    is: ({bytes}) => /^....ftyp(avif|avis|heic|mif1)/s.test(text(bytes, 0, 12)),
    foreign: (file) => picture("an AVIF or HEIC image", file)
  },
  {
    is: ({bytes}) => text(bytes, 0, 6) === "ARROW1",
    foreign: () => ({
      what: "an Arrow file",
      remedy: `.npz: ${python("import datasets,numpy; d=datasets.load_from_disk('.'); numpy.savez('images.npz', x=numpy.stack([numpy.array(i) for i in d['image']]), y=d['label'])")}`
    })
  },
  {
    is: ({name, bytes}) => /\.arff$/i.test(name) || /^@relation\s/i.test(text(bytes, 0, 10)),
    foreign: (file) => ({
      what: "a table of Weka or OpenML",
      remedy: `.npz: ${python(`import scipy.io.arff,numpy; d,m=scipy.io.arff.loadarff('${file}'); n=m.names(); numpy.savez('images.npz', x=numpy.stack([d[k] for k in n[:-1]], 1), y=d[n[-1]])`)}`
    })
  },
  {
    is: ({bytes}) => text(bytes, 0, 4) === "%PDF",
    foreign: () => ({what: "a PDF", remedy: "the images of it as PNG files"})
  },
  {
    is: ({bytes}) => text(bytes, 0, 23) === "version https://git-lfs",
    foreign: () => ({what: "a pointer of Git LFS, not the file", remedy: "the file: git lfs pull"})
  },
  {
    is: ({bytes}) => /^\s*<(!doctype|html|\?xml|svg)/i.test(text(bytes, 0, 40)),
    foreign: () => ({
      what: "a web page or a drawing, not data",
      remedy: "the file itself: download it again, or save it as PNG"
    })
  }
];

const quoted = (file: string) => (/^[\w.-]+$/.test(file) ? file : `'${file}'`);

function picture(what: string, file: string): Foreign {
  const end = /\.\w+$/.exec(file)?.[0] ?? "";
  return {what, remedy: `PNG: mogrify -format png *${end}`};
}

/**
 * Pickles hold a dictionary of arrays, as CIFAR-10’s do, or pairs of images and labels, as MNIST’s, or
 * one pair, or one array.
 */
function pickle(file: string, {name, bytes}: NamedFile): Foreign {
  const open = /\.gz$/i.test(name) ? `gzip.open('${file}')` : `open('${file}', 'rb')`;
  const load = `import gzip,pickle,numpy; a=pickle.load(${open}, encoding='latin1')`;
  // An empty dictionary stands first, after the protocol and the length of a frame.
  const isDictionary = [2, 11].some((at) => bytes[at] === 0x7d);
  const save = isDictionary
    ? "numpy.savez('images.npz', **{getattr(k, 'decode', lambda: k)(): v for k, v in a.items()})"
    : "s=[[a]] if hasattr(a, 'shape') or len(a) > 4 else [a] if hasattr(a[0], 'shape') else a; " +
      "numpy.savez('images.npz', **{k + n: v for n, p in zip(('_train', '_val', '_test'), s) for k, v in zip('xy', p)})";
  const what = /\.gz$/i.test(name) ? "a Python pickle in gzip" : "a Python pickle";
  return {what, remedy: `.npz: ${python(`${load}; ${save}`)}`};
}

/** EMNIST’s files nest their arrays; those of others lie on top. */
function matlab(file: string): Foreign {
  const load = `import scipy.io,numpy; m=scipy.io.loadmat('${file}')`;
  const of = (split: string, field: string) => `d['${split}'][0,0]['${field}']`;
  const save = /emnist/i.test(file)
    ? `d=m['dataset'][0,0]; numpy.savez('images.npz', x_train=${of("train", "images")}, ` +
      `y_train=${of("train", "labels")}, x_test=${of("test", "images")}, y_test=${of("test", "labels")})`
    : "numpy.savez('images.npz', **{k: v for k, v in m.items() if k[0] != '_'})";
  return {what: "a MATLAB file", remedy: `.npz: ${python(`${load}; ${save}`)}`};
}

/** Returns what a file is that is not read here; undefined where that is not known. */
export function foreignFile(file: NamedFile): Foreign | undefined {
  return kinds.find(({is}) => is(file))?.foreign(plainName(file.name), file);
}

/** Returns what a zip is whose files together are something else, such as a model of PyTorch. */
export function foreignZip(zip: string, names: readonly string[]): Foreign | undefined {
  const file = plainName(zip);
  if (names.some((name) => /(^|\/)data\.pkl$/.test(name))) {
    return {
      what: "a file of PyTorch",
      remedy: `an array: ${python(`import torch,numpy; x,y,*_=torch.load('${file}'); numpy.savez('images.npz', x=x.numpy(), y=y.numpy())`)}`
    };
  }
  if (names.some((name) => /(^|\/)model\.weights\.h5$/.test(name))) {
    return {what: "a Keras model", remedy: "images here; a model is opened under the board"};
  }
  return undefined;
}
