// @ts-check
// What sizes, widths and labels nodes and lines get; no drawing here.

/** Up to how many nodes all have shapes and notes, and lines their words, where there is room. */
export const LABELLED = 400;
/** Up to how many nodes all are labelled that have room; of more, as many as the picture bears. */
export const FORCED = 45;
/** Up to how many nodes there is room for large ones. */
const CLOSE = 120;
/** Up to how many nodes a node can be moved by hand. */
export const MOVABLE = 1_000;

/** @param {string} text @param {number} [most] @returns {string} */
export function shorten(text, most = 44) {
  return text.length > most ? `${text.slice(0, most - 2).trimEnd()} …` : text;
}

/** @param {{type: string, focus?: boolean, links: number}} node @param {number} nodes how many there are @returns {number} */
export function sizeOf(node, nodes) {
  if (nodes <= LABELLED && nodes > CLOSE) return node.focus ? 11 : node.type === "entity" ? 7 : 5;
  if (nodes <= CLOSE) return node.focus ? 13 : node.type === "entity" ? 9 : 6;
  return Math.min(12, 2 + Math.sqrt(node.links) * 0.7);
}

/** @typedef {{id: string, type: string, focus?: boolean}} Node */
/** @typedef {{from: string, to: string, role: string, label: string, id?: string, count?: number, note?: string, disputed?: number}} Line */
const QUARRELS = new Set(["Contradiction", "Discrepancy", "Refinement"]);

/** Return what is written under an entity on the outside: its largest bundle, so that lines stay free.
 * @param {{nodes: Node[], lines: Line[]}} view @returns {Map<string, string>} */
export function notesOf(view) {
  const focus = new Set(view.nodes.filter((one) => one.focus).map((one) => one.id));
  /** @type {Map<string, Line>} */
  const most = new Map();
  for (const line of view.lines) {
    if (!line.count || focus.has(line.from) === focus.has(line.to)) continue;
    const outer = focus.has(line.from) ? line.to : line.from;
    if ((most.get(outer)?.count ?? 0) < line.count) most.set(outer, line);
  }
  return new Map([...most].map(([id, line]) => [id, (line.disputed ? "≠ " : "") + shorten(line.label, 52)]));
}

/** Return lines as they are drawn: a bundle is as wide as its facts are many, and its words stand on
 * it unless they stand under the entity at its end.
 * @param {{nodes: Node[], lines: Line[]}} view @param {boolean} small
 * @returns {{from: string, to: string, size: number, colour: string, label: string, bundle: string}[]} */
export function linesOf(view, small) {
  const focus = new Set(view.nodes.filter((one) => one.focus).map((one) => one.id));
  const most = Math.max(1, ...view.lines.map((one) => one.count ?? 0));
  return view.lines.map((one) => {
    const quarrel = QUARRELS.has(one.role);
    const told = quarrel || (one.count && focus.has(one.from) === focus.has(one.to));
    return {
      from: one.from,
      to: one.to,
      size: one.count ? Math.min(1 + one.count ** 0.4, 1 + 7 * Math.sqrt(one.count / most)) : small ? 1 : 0.6,
      colour: quarrel ? "warn" : "edge",
      label: small && told ? (quarrel || one.disputed ? "≠ " : "") + one.label : "",
      bundle: one.id ?? "",
    };
  });
}

/** Return on which side of a node its name stands, where that is not below: outside of the columns.
 * @param {{nodes: {id: string, type: string, x: number, focus?: boolean}[]}} view @returns {Map<string, number>} */
export function sidesOf(view) {
  const focus = view.nodes.filter((one) => one.focus).map((one) => one.x);
  if (!focus.length || view.nodes.length > LABELLED) return new Map();
  const left = Math.min(...focus), right = Math.max(...focus), all = view.nodes.map((one) => one.x);
  const first = Math.min(...all), last = Math.max(...all);
  const outer = view.nodes.filter((one) => one.type === "entity" && ((one.x < left && one.x === first) || (one.x > right && one.x === last)));
  return new Map(outer.map((one) => [one.id, one.x < left ? -1 : 1]));
}

/** Room for names at the sides of a view of bundles. */
export const BESIDE = 200;
const long = (/** @type {number[]} */ all) => Math.max(...all) - Math.min(...all) || 1;

/** Return by how much a view of bundles is made wider or narrower, so that it fills the box.
 * @param {{x: number, y: number}[]} nodes @param {{width: number, height: number}} box @param {number} beside @returns {number} */
export function stretchOf(nodes, box, beside) {
  const wide = Math.max(box.width - 2 * Math.min(beside, box.width * 0.28), 60) / long(nodes.map((one) => one.x));
  const high = Math.max(box.height - 100, 60) / Math.max(long(nodes.map((one) => one.y)), 300);
  return Math.min(Math.max(wide / high, 0.25), 1.5);
}

/** Return the ratio of the camera at which all nodes are seen, with room for names at the edges.
 * Sigma itself fits a square into the shorter side of the box.
 * @param {{x: number, y: number}[]} seen where the nodes are on the screen at a ratio of 1
 * @param {{width: number, height: number}} box @param {number} beside @returns {number} */
export function fitted(seen, box, beside) {
  if (seen.length < 2 || seen.length > LABELLED) return 1;
  const wide = box.width - 2 * Math.min(beside, box.width * 0.28), high = box.height - 100;
  const ratio = Math.max(long(seen.map((one) => one.x)) / Math.max(wide, 60), long(seen.map((one) => one.y)) / Math.max(high, 60));
  return Math.min(Math.max(ratio, 0.05), 5);
}
