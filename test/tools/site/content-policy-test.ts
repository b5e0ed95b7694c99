import assert from "node:assert/strict";
import {it} from "node:test";
import {withContentPolicy} from "../../../tools/site/content-policy.js";

it("withContentPolicy(html) allows no other host, from the first element on", () => {
  const html = '<head>\n<meta charset="utf-8">\n<script src="a.js"></script></head>';
  const page = withContentPolicy(html);
  const [, policy] = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page)!;
  assert.ok(page.indexOf(policy!) < page.indexOf("<script"));
  for (const directive of policy!.split("; ")) {
    const [name, ...sources] = directive.split(" ");
    const others = sources.filter((source) => !/^('[a-z-]+'|data:|blob:)$/.test(source));
    assert.deepEqual(others, [], name);
  }
});

it("withContentPolicy(html) allows only kinds of loads that pages need: no frames, no forms", () => {
  const page = withContentPolicy('<meta charset="utf-8">');
  const [, policy] = /Content-Security-Policy" content="([^"]+)">/.exec(page)!;
  const kinds = new Map(policy!.split("; ").map((text) => text.split(/ (.*)/) as [string, string]));
  for (const kind of ["default-src", "frame-src", "object-src", "base-uri", "form-action"]) {
    assert.equal(kinds.get(kind), "'none'", kind);
  }
  assert.deepEqual(
    [...kinds].flatMap(([kind, sources]) => (sources === "'none'" ? [] : [kind])),
    ["script-src", "style-src", "img-src", "font-src", "connect-src", "worker-src"]
  );
});

it("withContentPolicy(html) refuses a page without a place for it", () => {
  assert.throws(() => withContentPolicy("<p>"), {
    message: 'invalid page: no <meta charset="utf-8">'
  });
});
