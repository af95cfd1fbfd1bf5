// @ts-check
// Where there is room for words: who comes first is written, and what would cover it is not.

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/** How much of a picture one label has to itself when there are more nodes than can be labelled. */
const EACH = 12_000;
const CELL = 80;

/** Boxes that are taken, looked up by the squares they lie in. */
export class Boxes {
  constructor() {
    /** @type {Map<string, (Box & {of: string})[]>} */
    this.cells = new Map();
    /** @type {(Box & {of: string})[]} */
    this.written = [];
  }

  /** Tell whether nothing stands there but what belongs to the same. @param {Box} box @param {string} [of] */
  free(box, of = "") {
    return this.#over(box).every((cell) => (this.cells.get(cell) ?? []).every((one) => one.of === of
      || one.left >= box.right || one.right <= box.left || one.top >= box.bottom || one.bottom <= box.top));
  }

  /** Keep a box from others. @param {Box} box @param {string} of whose it is @param {boolean} [words] */
  take(box, of, words = false) {
    const one = { ...box, of };
    for (const cell of this.#over(box)) this.cells.set(cell, [...(this.cells.get(cell) ?? []), one]);
    if (words) this.written.push(one);
  }

  /** @param {Box} box */
  #over(box) {
    const found = [];
    for (let x = Math.floor(box.left / CELL); x <= Math.floor(box.right / CELL); x += 1) {
      for (let y = Math.floor(box.top / CELL); y <= Math.floor(box.bottom / CELL); y += 1) found.push(`${x} ${y}`);
    }
    return found;
  }
}

/** Return how many labels a picture has room for. @param {number} nodes @param {{width: number, height: number}} size @param {number} all up to how many nodes all are labelled */
export function room(nodes, size, all) {
  return nodes <= all ? nodes : Math.max(12, Math.round((size.width * size.height) / EACH));
}

/** Return the order in which nodes get their labels: those in focus, those on a path, then by their lines.
 * @template {{id: string, focus?: boolean, path?: number, links: number, type: string}} T @param {T[]} nodes @returns {T[]} */
export function inOrder(nodes) {
  const weight = (/** @type {T} */ one) => (one.focus ? 4e6 : 0) + (one.path ? 2e6 : 0) + one.links + (one.type === "fact" ? 0 : 0.5);
  return [...nodes].sort((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));
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
