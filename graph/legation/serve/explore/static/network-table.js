// @ts-check
// The table beside the picture: every node and every line of it, in the order of the picture.
import { el, say } from "./network-parts.js";

const MOST = 400;

/** @param {import("./network-page.js").View} view @param {Record<string, string>} words
 * @param {(id: string, from: string) => void} choose @returns {Node[]} */
export function table(view, words, choose) {
  const called = new Map(view.nodes.map((one) => [one.id, one.label]));
  const name = (/** @type {string} */ id) => el("bdi", {}, called.get(id) ?? id);
  const button = (/** @type {string} */ id, /** @type {string} */ key, /** @type {Node | string} */ inside) =>
    el("button", { type: "button", class: "link", "data-key": `${key} ${id}`, click: () => choose(id, `${key} ${id}`) }, inside);
  const marks = (/** @type {import("./network-page.js").Node} */ one) => [
    one.disputed && `≠ ${one.disagreement || words["disagreement"]}`,
    one.path && say(words["on.path"], { n: one.path }), one.pinned && words["pinned"], one.language && words["other.language"],
  ].filter(Boolean).join(" · ");

  const nodes = view.nodes.slice(0, MOST).map((one) => el("tr", { "data-id": one.id },
    el("td", {}, button(one.id, "n", el("bdi", one.language ? { lang: one.language } : {}, one.label))),
    el("td", {}, one.name || words["facts"]), el("td", {}, one.date), el("td", {}, marks(one))));
  const bundles = view.lines.filter((one) => one.count).concat(view.lines.filter((one) => !one.count));
  const lines = bundles.slice(0, MOST).map((one) => el("tr", {},
    el("td", {}, name(one.from)),
    el("td", {}, one.id ? button(one.id, "l", one.label) : one.label, one.note ? ` (${one.note})` : null),
    el("td", {}, name(one.to))));
  return [
    grid([words["what"], words["kind"], words["when"], words["more"]], nodes, view.nodes.length, words),
    grid([words["from"], words["what"], words["to"]], lines, view.lines.length, words),
  ];
}

/** @param {string[]} heads @param {Node[]} rows @param {number} all @param {Record<string, string>} words */
function grid(heads, rows, all, words) {
  const cut = all > rows.length ? el("p", { class: "muted" }, say(words["more.facts"], { n: all - rows.length })) : null;
  return el("div", { class: "wide", tabindex: "0", role: "group", "aria-label": `${words["table"]}: ${heads.join(", ")}` },
    el("table", {},
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, ...rows)), cut);
}
