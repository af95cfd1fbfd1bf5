// @ts-check
// Walking from node to node with the arrow keys: the nearest one in a direction comes next.

/** @typedef {{id: string, x: number, y: number}} Place */
const WAYS = /** @type {Record<string, [number, number]>} */ ({
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
});

/** Return the node to go to from a node with a key; the first of all if there is none to go from.
 * @param {Place[]} places @param {string} from @param {string} key @returns {string} */
export function walk(places, from, key) {
  const way = WAYS[key];
  const here = places.find((one) => one.id === from);
  if (!way || !places.length) return from;
  if (!here) return places[0].id;
  let best = "", least = Infinity;
  for (const one of places) {
    const dx = one.x - here.x, dy = one.y - here.y;
    const along = dx * way[0] + dy * way[1], aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    if (one.id === from || along <= 0 || aside > along * 2.5) continue;
    const far = along + aside * 2;
    if (far < least) [best, least] = [one.id, far];
  }
  return best || from;
}
