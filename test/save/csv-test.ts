import assert from "node:assert/strict";
import {it} from "node:test";
import {csvParse} from "d3";
import {strFromU8, unzipSync} from "fflate";
import {tableCsv, tablesZip} from "../../src/save/csv.js";

const facts = {title: "The gap,\nto scale", link: "https://host/bound#gap", settings: ["L: 1"]};
const q = {part: "q", rows: [{latent: 1, mu: 0.1 + 0.2}]};

it("tableCsv(part, facts) begins with remarks: the title, the link, the settings, the table", () => {
  assert.deepEqual(tableCsv(q, facts).split("\n").slice(0, 5), [
    "# title: The gap, to scale",
    "# link: https://host/bound#gap",
    "# L: 1",
    "# table: q",
    "latent,mu"
  ]);
});

it("tableCsv(part, facts) gives numbers with all their digits, and only its own columns", () => {
  const rows = csvParse(tableCsv(q, facts).replaceAll(/^#.*\n/gm, ""));
  assert.deepEqual({...rows[0]}, {latent: "1", mu: "0.30000000000000004"});
});

it("tablesZip(parts, facts) has a file for each table, and a README that lists them", () => {
  const pixels = Object.fromEntries(Array.from({length: 28}, (_, i) => [`ink_${i + 1}`, i]));
  const parts = [q, {part: "images, x", rows: [pixels, pixels]}, {...q, part: "“Q”"}];
  const files = unzipSync(tablesZip(parts, facts));
  assert.deepEqual(Object.keys(files), ["README.txt", "q.csv", "images-x.csv", "q-2.csv"]);
  assert.equal(strFromU8(files["q.csv"]!), tableCsv(q, facts));
  assert.equal(
    strFromU8(files["README.txt"]!),
    `title: The gap, to scale
link: https://host/bound#gap
L: 1

q.csv: q; 1 row of latent, mu
images-x.csv: images, x; 2 rows of ink_1, ink_2, ink_3, …, ink_28
q-2.csv: “Q”; 1 row of latent, mu
`
  );
});

it("tableCsv(part, facts) holds no formula, whatever a text begins with, and leaves numbers", () => {
  const texts = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "a=1",
    "-1.5",
    ""
  ];
  const rows = [...texts.map((name) => ({name, value: -2})), {"=x": 1}];
  const hostile = {part: 'p\n=1,=2;"', rows};
  const named = {title: "a,=1; @b", link: "https://h/?a,=1#b~c=(1,-2)", settings: ["z: 0, -1, -x"]};
  const csv = tableCsv(hostile, named);
  assert.deepEqual(csv.split("\n").slice(0, 5), [
    "# title: a,'=1; '@b",
    "# link: https://h/?a%2C=1#b~c=(1%2C-2)",
    "# z: 0, -1, '-x",
    "# table: p =1,'=2;\"",
    "name,value,'=x"
  ]);
  const table = csvParse(csv.replaceAll(/^#.*\n/gm, ""));
  assert.deepEqual(
    table.slice(0, -1).map(({name}) => name),
    ["'=1+1", "'+1+1", "'-1+1", "'@SUM(A1)", "'\t=1", "'\r=1", "' =1", "'＝1", "a=1", "-1.5", ""]
  );
  assert.ok(table.slice(0, -1).every(({value}) => value === "-2"));
});
