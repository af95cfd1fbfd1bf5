// @ts-check
// The page of the network view: the state of the URL asks the server, the answer is drawn and told.
import { el, fill, say } from "./network-parts.js";
import { list, only, pin, put, toggle } from "./network-state.js";
import { walk } from "./network-walk.js";
import { table } from "./network-table.js";
import { panel } from "./network-panel.js";
import { kinds } from "./network-kinds.js";
import { way } from "./network-way.js";
import { years } from "./network-years.js";
import * as layout from "./network-boxes.js";
import { picture } from "./network-exports.js";
import { renderer } from "./network-renderer.js";

/** @typedef {{id: string, type: string, kind: string, name: string, label: string, date: string, x: number, y: number, links: number, href?: string, language?: string, unsure?: boolean, disagreement?: string, disputed?: boolean, pinned?: boolean, focus?: boolean, path?: number, count?: string}} Node */
/** @typedef {{from: string, to: string, role: string, label: string, id?: string, count?: number, unsure?: number, disputed?: number, note?: string, kinds?: Record<string, number>}} Line */
/** @typedef {{kind: string, type: string, name: string, total: number, ahead?: number, apart?: string, seen: number, bundled?: number, hidden?: number, open?: boolean, on: boolean, drawn: {path: string, colour: string}}} Kind */
/** @typedef {{query: string, title: string, focus: string[], nodes: Node[], lines: Line[], kinds: Kind[], years: [number, number][], undated: number, choices: Record<string, {value: string, label: string, n: number}[]>, later: boolean, said: string, notes: string[], path: import("./network-way.js").Step[], hidden: [string, string][], words: Record<string, string>}} View */

/** @param {string} id @returns {any} */
const $ = (id) => document.getElementById(id);
const net = $("net"), root = net.dataset.root ?? "";
let state = new URLSearchParams(location.search);
/** The last state that could be shown. */
let good = state;
let depth = 0, asked = 0, chosen = "";
/** @type {View | null} */
let view = null;
/** @type {Awaited<ReturnType<typeof renderer>> | null} */
let drawing = null;

/** The address of a document of this state. @param {string} name @param {Record<string, string>} [more] */
function address(name, more = {}) {
  const query = new URLSearchParams(state);
  for (const [key, value] of Object.entries(more)) query.set(key, value);
  return `${root}/network${name}?${query}`;
}

/** Go to another state, as a step that can be undone; one that cannot be shown is not kept.
 * @param {URLSearchParams} next @param {boolean} [step] */
async function go(next, step = true) {
  if (String(next) === String(state)) return;
  state = next;
  await load(() => {
    const where = `${location.pathname}?${state}`;
    if (step) history.pushState({ depth: (depth += 1) }, "", where);
    else history.replaceState({ depth }, "", where);
  });
}

/** Ask for the view of this state, and show it. @param {() => void} [keep] what is done if it can be shown */
async function load(keep = () => {}) {
  const mine = (asked += 1);
  net.setAttribute("aria-busy", "true");
  let told, answer;
  try {
    answer = await fetch(address(".json"), { headers: { Accept: "application/json" } });
    told = await answer.json();
  } catch {
    told = null;
  }
  if (mine !== asked) return;
  net.removeAttribute("aria-busy");
  if (!answer?.ok || !told) {
    $("said").textContent = [told?.message ?? told?.error ?? told?.detail ?? told?.title, told?.hint].filter(Boolean).join(" – ") || String(answer?.status ?? "");
    net.dataset.ready = "failed";
    // What cannot be shown is not kept: the next step, a reload and a link start from what is seen.
    if (view) {
      state = good;
      if (String(new URLSearchParams(location.search)) !== String(state)) history.replaceState({ depth }, "", `${location.pathname}?${state}`);
    }
    return;
  }
  view = /** @type {View} */ (told);
  words = view.words;
  good = state;
  keep();
  show(view);
  drawing ??= await renderer($("network"), { choose: (id) => choose(id, ""), open, place, large: net.dataset.large === "yes", words, layout });
  drawing.draw(view, chosen);
  net.dataset.nodes = String(view.nodes.length);
  net.dataset.ready = String(mine);
  if (told.later) await late(mine);
}

/** Ask for what can be chosen among, where there were too many facts to look at first. @param {number} mine */
async function late(mine) {
  const answer = await fetch(address("/choices.json"), { headers: { Accept: "application/json" } }).catch(() => null);
  const told = answer?.ok ? await answer.json() : null;
  if (!told || !view || mine !== asked) return;
  view.choices = told.choices;
  for (const name of ["rank", "office", "source"]) choices($(`by-${name}`), name, view);
}
/** @type {Record<string, string>} */
let words = {};

/** @param {View} told */
function show(told) {
  $("title").textContent = told.title;
  document.title = `${told.title} · legation`;
  $("said").textContent = told.said;
  fill($("notes"), ...told.notes.map((note) => el("li", {}, note)));
  $("undo").disabled = depth === 0;
  fill($("kinds"), ...kinds(told, {
    tick: (all) => go(only(state, all)),
    open: (kind) => go(toggle(state, "open", kind)),
  }));
  years($("histogram"), told, state, (since, until, step) => go(put(put(state, "since", since), "until", until), step));
  $("undated").textContent = told.undated ? say(words[state.get("since") || state.get("until") ? "undated.hidden" : "undated"], { n: told.undated }) : "";
  for (const name of ["rank", "office", "source"]) choices($(`by-${name}`), name, told);
  $("hidden-box").hidden = !told.hidden.length;
  fill($("hidden"), ...told.hidden.map(([id, label]) => el("li", {}, el("bdi", {}, label), " ",
    el("button", { type: "button", "data-key": `back ${id}`, click: () => go(toggle(state, "hide", id)) }, words["bring.back"]))));
  const entities = told.nodes.filter((one) => one.type === "entity").slice(0, 300);
  fill($("entities"), ...entities.map((one) => el("option", { value: one.id }, one.label)));
  for (const link of /** @type {any} */ (document.querySelectorAll("#exports a"))) {
    const form = /** @type {HTMLElement} */ (link).dataset.form ?? "";
    link.href = address(`.${form}`, form === "svg" && dark() ? { theme: "dark" } : {});
  }
  links();
  fill($("way"), ...way(told.path, words, choose));
  fill($("table"), ...table(told, words, choose));
  $("about").value = list(state, "about").join(", ");
  const [from, to] = list(state, "path");
  if (from) $("path-from").value = from;
  if (to) $("path-to").value = to;
  if (chosen && !told.nodes.some((one) => one.id === chosen) && !told.lines.some((one) => one.id === chosen)) choose("");
}

/** The links of the frame lead to what is seen now: as of this version for good, as of the current one, in another language. */
function links() {
  const to = (/** @type {string} */ query, /** @type {(link: any) => [string, string]} */ how) => {
    for (const link of /** @type {any} */ (document.querySelectorAll(query))) link.href = `${location.pathname}?${put(state, ...how(link))}`;
  };
  to('a[rel="bookmark"]', () => ["version", net.dataset.version ?? ""]);
  to(".then a", () => ["version", ""]);
  to("header .end a", (link) => ["lang", link.hreflang]);
}

/** @param {HTMLSelectElement} box @param {string} name @param {View} told */
function choices(box, name, told) {
  const value = state.get(name) ?? "";
  const known = told.choices[name] ?? [];
  const options = known.map((one) => el("option", { value: one.value, selected: one.value === value }, `${one.label} (${one.n})`));
  if (value && !known.some((one) => one.value === value)) options.push(el("option", { value, selected: true }, value));
  box.replaceChildren(el("option", { value: "" }, words["any"]), ...options);
  box.value = value;
}

const dark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** The row of the table from which the details were opened, by its key. */
let row = "";

/** Show what stands behind a node or a bundle; `from` is the row of the table it was chosen in.
 * @param {string} id @param {string} [from] */
async function choose(id, from) {
  chosen = id;
  if (from !== undefined) row = from;
  drawing?.mark(id);
  const place = $("details");
  if (!id || !view) {
    row = "";
    place.replaceChildren(el("p", { class: "muted" }, words["details.help"]));
    return;
  }
  place.replaceChildren(el("p", { class: "muted" }, words["working"]));
  const answer = await fetch(address("/behind.json", { node: id })).catch(() => null);
  const told = answer?.ok ? await answer.json() : null;
  if (chosen !== id) return;
  fill(place, ...panel(id, told, view, words, root, state, {
    choose, close: shut, back: row ? back : null,
    open: (bundle) => go(toggle(state, "open", bundle)),
    hide: (node) => { choose(""); go(toggle(state, "hide", node)); },
    pin: (node) => place_(node),
  }));
  place.closest("section").scrollTop = 0;
  place.focus({ preventScroll: true });
  // From the table, which is below, picture and details come into view; a touch in the picture moves less.
  if (row) (wide() ? $("bench") : place.closest("section")).scrollIntoView({ block: wide() ? "nearest" : "start" });
  else (place.querySelector("h3") ?? place).scrollIntoView({ block: "nearest" });
}
const wide = () => matchMedia("(min-width: 1100px) and (min-height: 600px)").matches;

/** Go back to the row from which the details were opened. */
function back() {
  const button = /** @type {HTMLElement | null} */ ($("table").querySelector(`[data-key="${CSS.escape(row)}"]`));
  (button ?? $("network")).focus({ preventScroll: true });
  button?.scrollIntoView({ block: "center" });
}
/** Close the details and go back to where they were opened: the row, or the picture. */
function shut() {
  back();
  choose("");
}

/** Open all kinds of a bundle, or fold them. @param {string} id */
function open(id) {
  const line = view?.lines.find((one) => one.id === id) ?? null;
  let next = state;
  for (const kind of Object.keys(line?.kinds ?? {})) next = toggle(next, "open", `${id}!${kind}`);
  go(next);
}
/** Pin a node where the reader has put it. @param {string} id @param {{x: number, y: number} | null} where */
function place(id, where) { go(pin(state, id, where)); }
/** Pin a node where it stands, or let go of it. @param {string} id */
function place_(id) {
  const node = view?.nodes.find((one) => one.id === id);
  if (node) place(id, node.pinned ? null : node);
}

$("network").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (!view || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key;
  const at = drawing?.at() || "";
  if (key.startsWith("Arrow")) {
    const next = walk(view.nodes, at || view.focus[0] || "", key);
    drawing?.go(next);
    const node = view.nodes.find((one) => one.id === next);
    if (node) $("walked").textContent = [node.label, node.name, node.date, node.disagreement, node.pinned && words["pinned"]].filter(Boolean).join(", ");
  } else if (key === "Enter" && at) choose(at, "");
  else if (key === "+" || key === "=") drawing?.zoom(1.4);
  else if (key === "-") drawing?.zoom(1 / 1.4);
  else if (key === "0") drawing?.fit();
  else if (key.toLowerCase() === "h" && at) go(toggle(state, "hide", at));
  else if (key.toLowerCase() === "p" && at) place_(at);
  else if (key === "Escape") choose("");
  else return;
  event.preventDefault();
});
$("details").addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => { if (event.key === "Escape") shut(); });
$("undo").addEventListener("click", () => { if (depth) history.back(); });
$("open-all").addEventListener("click", () => go(put(state, "open", (view?.kinds ?? []).filter((one) => one.type === "fact").map((one) => one.kind).sort().join(","))));
$("fold-all").addEventListener("click", () => go(put(state, "open", "")));
$("fit").addEventListener("click", () => drawing?.fit());
$("zoom-in").addEventListener("click", () => drawing?.zoom(1.4));
$("zoom-out").addEventListener("click", () => drawing?.zoom(1 / 1.4));
$("path-find").addEventListener("click", () => go(put(state, "path", [$("path-from").value.trim(), $("path-to").value.trim()].filter(Boolean).join(","))));
$("path-clear").addEventListener("click", () => { $("path-from").value = $("path-to").value = ""; go(put(state, "path", "")); });
$("png").addEventListener("click", () => picture(address(".svg", dark() ? { theme: "dark" } : {}), "network.png"));
for (const box of /** @type {any} */ (document.querySelectorAll("select[data-filter]"))) {
  box.addEventListener("change", () => go(put(state, box.dataset.filter, box.value)));
}
window.addEventListener("popstate", (event) => {
  depth = event.state?.depth ?? 0;
  state = new URLSearchParams(location.search);
  load();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { if (view) { show(view); drawing?.draw(view, chosen); } });
history.replaceState({ depth }, "");
load();
