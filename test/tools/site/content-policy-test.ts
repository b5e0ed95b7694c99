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

it("withContentPolicy(html) refuses a page without a place for it", () => {
  assert.throws(() => withContentPolicy("<p>"), {
    message: 'invalid page: no <meta charset="utf-8">'
  });
});
