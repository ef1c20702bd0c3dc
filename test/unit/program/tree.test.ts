import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { childrenOf, isTreeNode, maxPendingBlocks, type TreeRange } from "../../../common/tree.ts";

function nodesOf(node: TreeRange): TreeRange[] {
  const children = childrenOf(node);
  return children === undefined ? [node] : [node, ...nodesOf(children[0]), ...nodesOf(children[1])];
}

test("isTreeNode accepts exactly the nodes that childrenOf reaches", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), (leaves) => {
      const nodes = new Set(nodesOf({ lo: 0, hi: leaves }).map((n) => `${n.lo}-${n.hi}`));
      for (let lo = 0; lo < leaves; lo++)
        for (let hi = lo + 1; hi <= leaves; hi++)
          assert.equal(isTreeNode(leaves, { lo, hi }), nodes.has(`${lo}-${hi}`));
    }),
  );
});

test("merging neighbours as leaves arrive in order never holds more blocks than maxPendingBlocks", () => {
  for (let leaves = 1; leaves <= 130; leaves++) {
    const stack: TreeRange[] = [];
    let most = 0;
    for (let leaf = 0; leaf < leaves; leaf++) {
      stack.push({ lo: leaf, hi: leaf + 1 });
      most = Math.max(most, stack.length);
      for (
        let [left, right] = stack.slice(-2);
        left && right && isTreeNode(leaves, { lo: left.lo, hi: right.hi });
        [left, right] = stack.slice(-2)
      )
        stack.splice(-2, 2, { lo: left.lo, hi: right.hi });
    }
    assert.deepEqual(stack, [{ lo: 0, hi: leaves }]);
    assert.ok(most <= maxPendingBlocks(leaves), `${leaves} leaves held ${most} blocks`);
  }
});
