// @ts-check
// What stands behind a node or a line: values, the sentences of the sources, where they differ.
import { el, safe, say } from "./network-parts.js";
import { list } from "./network-state.js";

/** @typedef {Record<string, string>} Words */
/** @typedef {{choose: (id: string) => void, close: () => void, back: (() => void) | null, open: (id: string) => void, hide: (id: string) => void, pin: (id: string) => void}} Act */

/** @param {string} id @param {any} told @param {import("./network-page.js").View} view @param {Words} words
 * @param {string} root @param {URLSearchParams} state @param {Act} act @returns {Node[]} */
export function panel(id, told, view, words, root, state, act) {
  const node = view.nodes.find((one) => one.id === id);
  const close = el("button", { type: "button", "data-key": "close", click: act.close }, words["close"]);
  if (!told) return [el("p", { class: "bar" }, close), el("p", {}, node?.label ?? id)];
  const bar = el("p", { class: "bar" }, close,
    act.back && el("button", { type: "button", "data-key": "back", click: act.back }, words["back.row"]),
    node && el("button", { type: "button", "data-key": "hide", click: () => act.hide(id) }, words["hide"]),
    node && el("button", { type: "button", "data-key": "pin", click: () => act.pin(id) }, words[node.pinned ? "unpin" : "pin"]),
    node?.type === "entity" && el("a", { href: `${root}/network?${new URLSearchParams({ about: id, ...Object.fromEntries(["lang", "version"].flatMap((one) => (state.get(one) ? [[one, state.get(one) ?? ""]] : []))) })}` }, words["around"]),
    safe(told.href) && el("a", { href: safe(told.href) }, words["page"]));
  if (told.groups && !node) return [bar, el("h3", {}, el("bdi", {}, told.label)), el("p", {}, told.note), ...groups(told, words, state, act)];
  if ("claims" in told) return [bar, fact(told, words, act, false), ...around(id, view, words, act)];
  return [bar, ...entity(told, words), ...around(id, view, words, act), ...groups(told, words, state, act)];
}

/** Facts by kind, each with what the sources say; those of a bundle can be opened in the picture.
 * @param {any} told @param {Words} words @param {URLSearchParams} state @param {Act} act @returns {Node[]} */
function groups(told, words, state, act) {
  const open = list(state, "open");
  return told.groups.map((/** @type {any} */ group) => el("section", {},
    el("h4", {}, group.name, " ", group.id && el("button", { type: "button", class: "more", "data-key": group.id, "data-open": group.id, "aria-label": `${words[open.includes(group.id) ? "fold" : "open"]}: ${group.name}`, click: () => act.open(group.id) }, open.includes(group.id) ? "−" : "+")),
    ...group.facts.map((/** @type {any} */ one) => fact(one, words, act, true)),
    group.total > group.facts.length && el("p", { class: "muted" }, say(words["more.facts"], { n: group.total - group.facts.length }))));
}

/** @param {any} told @param {Words} words @returns {Node[]} */
function entity(told, words) {
  return [el("h3", {}, el("bdi", {}, told.label)), el("p", { class: "muted" }, told.kind),
    ...(told.names?.length ? [el("p", {}, `${words["names"]}: `, el("bdi", {}, told.names.slice(0, 12).join(", ")))] : [])];
}

/** @param {any} told @param {Words} words @param {Act} act @param {boolean} folded @returns {Node} */
function fact(told, words, act, folded) {
  const head = [told.kind, told.date, told.status].filter(Boolean).join(" · ");
  const values = el("dl", {}, ...told.values.flatMap((/** @type {string[]} */ [name, value]) => [el("dt", {}, name), el("dd", {}, el("bdi", {}, value))]));
  const claims = told.claims.map((/** @type {any} */ claim) => quote(claim, words));
  const disputes = told.disagreements.map((/** @type {any} */ one) => el("div", { class: "dispute" },
    el("strong", {}, `≠ ${[one.kind, one.on].filter(Boolean).join(": ")}`), el("ul", {}, ...one.sides.map((/** @type {string[]} */ side) => el("li", {}, [side[0], side[1]].filter(Boolean).join(" ")))), one.size && el("p", {}, one.size)));
  const inside = [values, ...disputes, el(folded ? "h5" : "h4", {}, words["says"]), ...(claims.length ? claims : [el("p", { class: "muted" }, words["no.sentence"])])];
  if (!folded) return el("div", {}, el("h3", {}, el("bdi", {}, told.label)), el("p", { class: "muted" }, head), ...inside);
  const first = told.claims.flatMap((/** @type {any} */ claim) => claim.text)[0];
  return el("details", {}, el("summary", {}, el("bdi", {}, told.label), head ? ` · ${head}` : "", first ? el("q", {}, first) : null), ...inside);
}

/** @param {any} claim @param {Words} words @returns {Node} */
function quote(claim, words) {
  const texts = claim.withheld ? [el("p", { class: "muted" }, words["withheld"])]
    : claim.text.length ? claim.text.map((/** @type {string} */ text) => el("p", claim.language ? { lang: claim.language } : {}, text)) : [el("p", { class: "muted" }, words["no.sentence"])];
  const source = safe(claim.href) ? el("a", { href: safe(claim.href) }, claim.title) : claim.title;
  return el("blockquote", { class: claim.withheld ? "none" : "" }, ...texts, el("footer", {}, source, [claim.publisher, claim.date, claim.where, claim.claimant].filter(Boolean).map((one) => ` · ${one}`).join("")));
}

/** The lines of a node, as far as they are bundles. @param {string} id @param {import("./network-page.js").View} view @param {Words} words @param {Act} act @returns {Node[]} */
function around(id, view, words, act) {
  const called = new Map(view.nodes.map((one) => [one.id, one.label]));
  const mine = view.lines.filter((one) => one.id && (one.from === id || one.to === id)).slice(0, 40);
  if (!mine.length) return [];
  return [el("h4", {}, words["facts"]), el("ul", { class: "plain" }, ...mine.map((one) => el("li", {},
    el("button", { type: "button", class: "link", "data-key": `line ${one.id}`, click: () => act.choose(one.id ?? "") }, el("bdi", {}, called.get(one.from === id ? one.to : one.from) ?? ""), `: ${one.label}`))))];
}
