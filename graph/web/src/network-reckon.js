// @ts-check
// What sizes, widths and labels nodes and lines get; no drawing here.

/** Up to how many nodes everything is labelled. */
export const LABELLED = 400;
/** Up to how many nodes no label gives way to another. */
export const FORCED = 45;
/** Up to how many nodes a node can be moved by hand. */
export const MOVABLE = 1_000;

/** @param {string} text @param {number} [most] @returns {string} */
export function shorten(text, most = 44) {
  return text.length > most ? `${text.slice(0, most - 2).trimEnd()} …` : text;
}

/** @param {{type: string, focus?: boolean, links: number}} node @param {boolean} small @returns {number} */
export function sizeOf(node, small) {
  if (small) return node.focus ? 13 : node.type === "entity" ? 9 : 7;
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
  return view.lines.map((one) => {
    const quarrel = QUARRELS.has(one.role);
    const told = quarrel || (one.count && focus.has(one.from) === focus.has(one.to));
    return {
      from: one.from,
      to: one.to,
      size: one.count ? Math.min(8, 1 + one.count ** 0.4) : small ? 1 : 0.6,
      colour: quarrel ? "warn" : "edge",
      label: small && told ? (quarrel || one.disputed ? "≠ " : "") + one.label : "",
      bundle: one.id ?? "",
    };
  });
}

/** Return a text of parts with dots between them as lines of about the same length.
 * @param {string} text @param {number} [most] @returns {string[]} */
export function rowsOf(text, most = 46) {
  const rows = [""];
  for (const part of text.split(" · ")) {
    const last = rows[rows.length - 1];
    if (last && last.length + part.length > most) rows.push(part);
    else rows[rows.length - 1] = last ? `${last} · ${part}` : part;
  }
  return rows;
}
