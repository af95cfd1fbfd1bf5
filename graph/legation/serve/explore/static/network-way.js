// @ts-check
// A path in words: each step a sentence between the two that it joins, with links to their pages.
import { el, safe } from "./network-parts.js";

/** @typedef {{id: string, label: string, href: string, role: string}} End */
/** @typedef {{from: End, to: End, id: string, href: string, text: string, date: string}} Step */

/** @param {Step[]} steps @param {Record<string, string>} words @param {(id: string) => void} choose @returns {Node[]} */
export function way(steps, words, choose) {
  if (!steps.length) return [];
  const link = (/** @type {string} */ href, /** @type {Node} */ inside) => (safe(href) ? el("a", { href: safe(href) }, inside) : inside);
  const end = (/** @type {End} */ one) => el("span", {}, link(one.href, el("bdi", {}, one.label)), one.role ? el("span", { class: "muted" }, ` (${one.role})`) : null);
  return [
    el("h2", {}, words["path.told"]),
    el("ol", {}, ...steps.map((one) => el("li", {}, end(one.from), " – ", link(one.href, el("bdi", {}, one.text)), " – ", end(one.to), " ",
      el("button", { type: "button", class: "link", "data-key": `way ${one.id}`, "aria-label": `${words["details"]}: ${one.text}`, click: () => choose(one.id) }, words["details"])))),
  ];
}
