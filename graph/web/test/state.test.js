import assert from "node:assert/strict";
import { test } from "node:test";
import { Boxes, inOrder, room, rowsOf } from "../../legation/serve/explore/static/network-boxes.js";
import { bars, list, only, pin, put, range, toggle } from "../../legation/serve/explore/static/network-state.js";
import { walk } from "../../legation/serve/explore/static/network-walk.js";
import { isCompletable, wordsOf } from "../src/completion.js";
import { LABELLED, fitted, linesOf, notesOf, shorten, sidesOf, sizeOf, stretchOf } from "../src/network-reckon.js";

const state = new URLSearchParams("about=VNM,BLR&open=Visit");

test("one part of the state changes and no other", () => {
  assert.equal(put(state, "since", "1990").get("about"), "VNM,BLR");
  assert.equal(put(state, "open", "").has("open"), false);
  assert.deepEqual(list(toggle(state, "open", "Agreement"), "open"), ["Agreement", "Visit"]);
  assert.equal(toggle(state, "open", "Visit").has("open"), false);
  assert.equal(state.get("open"), "Visit");
});

test("all kinds ticked are no choice", () => {
  const kinds = [{ kind: "Visit", on: true }, { kind: "Mission", on: true }];
  assert.equal(only(state, kinds).has("kinds"), false);
  assert.equal(only(state, [{ ...kinds[0], on: false }, kinds[1]]).get("kinds"), "Mission");
});

test("a node is pinned once, and let go", () => {
  const pinned = pin(pin(state, "VNM", { x: 1, y: 2 }), "VNM", { x: 3.4, y: -4 });
  assert.equal(pinned.get("pin"), "VNM@3@-4");
  assert.equal(pin(pinned, "VNM", null).has("pin"), false);
});

test("bars hold every fact, whatever their width", () => {
  for (const most of [5, 40, 200]) {
    const found = bars([[1815, 2], [1990, 3], [2024, 5]], most);
    assert.equal(found.reduce((sum, one) => sum + one.n, 0), 10);
    assert.ok(found.length <= most + 1);
  }
  assert.deepEqual(bars([]), []);
});

test("arrow keys go to the nearest node in their direction and stay at the edge", () => {
  const places = [{ id: "a", x: 0, y: 0 }, { id: "b", x: 10, y: 2 }, { id: "c", x: 40, y: 0 }, { id: "d", x: 0, y: 30 }];
  assert.equal(walk(places, "a", "ArrowRight"), "b");
  assert.equal(walk(places, "c", "ArrowRight"), "c");
  assert.equal(walk(places, "a", "ArrowDown"), "d");
  assert.equal(walk(places, "", "ArrowDown"), "a");
  assert.equal(walk([], "", "ArrowDown"), "");
});

test("every node of a row of nodes is reached", () => {
  const places = Array.from({ length: 30 }, (_, i) => ({ id: String(i), x: i * 7, y: (i % 3) * 2 }));
  let at = "0";
  for (let i = 0; i < 29; i += 1) at = walk(places, at, "ArrowRight");
  assert.equal(at, "29");
});

test("words of bundles stand between the focus, else under the outer node", () => {
  const view = {
    nodes: [{ id: "a", type: "entity", focus: true }, { id: "b", type: "entity", focus: true }, { id: "p", type: "entity" }],
    lines: [
      { from: "a", to: "b", role: "bundle", label: "3 visits", id: "a!b", count: 3 },
      { from: "a", to: "p", role: "bundle", label: "1 visit", id: "a!p", count: 1, disputed: 1 },
    ],
  };
  assert.deepEqual(linesOf(view, true).map((one) => one.label), ["3 visits", ""]);
  assert.equal(notesOf(view).get("p"), "≠ 1 visit");
  assert.ok(linesOf(view, false).every((one) => one.label === ""));
});

test("long texts are cut and broken at their dots", () => {
  assert.equal(shorten("x".repeat(60)).length, 44);
  assert.deepEqual(rowsOf("a · b", 1), ["a", "b"]);
  assert.ok(sizeOf({ type: "fact", links: 10_000 }, 10_000) <= 12);
  assert.ok(LABELLED > 300);
});

test("only words are completed, and only words are taken from the server", () => {
  assert.equal(isCompletable("lgn:Vis"), true);
  for (const no of ["", "?x", "$x", '"text', "# note"]) assert.equal(isCompletable(no), false);
  assert.deepEqual(wordsOf(["lgn:Visit", { word: "lgn:host" }, { value: "lgn:x" }, 3, null, ""]), ["lgn:Visit", "lgn:host", "lgn:x"]);
  assert.deepEqual(wordsOf({ error: "x" }), []);
});

test("names stand outside of the columns, and a view fills its box", () => {
  const nodes = [["A", -250, 0, true], ["B", 250, 0, true], ["l", -450, -32, false], ["r", 450, 32, false], ["m", 0, 9, false]]
    .map(([id, x, y, focus]) => ({ id, type: "entity", x, y, focus }));
  assert.deepEqual([...sidesOf({ nodes })], [["l", -1], ["r", 1]]);
  assert.equal(sidesOf({ nodes: nodes.map((one) => ({ ...one, focus: false })) }).size, 0);
  assert.ok(stretchOf(nodes, { width: 340, height: 600 }, 200) < stretchOf(nodes, { width: 1200, height: 600 }, 200));
  const box = { width: 800, height: 600 };
  assert.equal(fitted(nodes, box, 100), 900 / 600);
  assert.ok(fitted(nodes, box, 100) < fitted(nodes, { width: 400, height: 600 }, 100));
  assert.equal(fitted(nodes.slice(0, 1), box, 100), 1);
});

test("years are put right or refused", () => {
  assert.deepEqual(range("2010", "2008", 2999), { since: "2008", until: "2010", turned: true, odd: ["", ""] });
  for (const odd of ["99999", "-5", "19.5", "3000", "?"]) assert.deepEqual(range(odd, "2000", 2999).odd, [odd, ""]);
  assert.deepEqual(range("", " 0 ", 2999).odd, ["", ""]);
});

test("what would cover words already written is not free", () => {
  const boxes = new Boxes();
  const box = (left, top) => ({ left, top, right: left + 100, bottom: top + 14 });
  boxes.take(box(0, 0), "a", true);
  assert.equal(boxes.free(box(50, 7)), false);
  assert.equal(boxes.free(box(50, 7), "a"), true);
  assert.equal(boxes.free(box(100, 0)), true);
  assert.equal(boxes.free(box(-500, -500)), true);
  assert.equal(boxes.written.length, 1);
});

test("focus and path are labelled first, then who has most lines; a crowd has fewer labels than nodes", () => {
  const node = (id, links, more = {}) => ({ id, links, type: "entity", ...more });
  const found = inOrder([node("c", 1), node("b", 9), node("p", 1, { path: 2 }), node("f", 2, { focus: true }), node("a", 9)]);
  assert.deepEqual(found.map((one) => one.id), ["f", "p", "a", "b", "c"]);
  assert.equal(room(40, { width: 700, height: 400 }, 45), 40);
  assert.equal(room(300, { width: 700, height: 400 }, 45), 23);
  assert.equal(room(300, { width: 1, height: 1 }, 45), 12);
});
