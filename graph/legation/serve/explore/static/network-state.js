// @ts-check
// The state of a view is the query of its URL; these functions change one part of it and no other.

/** Return the parts of a list in the state.
 * @param {URLSearchParams} state @param {string} name @returns {string[]} */
export function list(state, name) {
  return (state.get(name) ?? "").split(",").map((part) => part.trim()).filter(Boolean);
}

/** Return the state with one value changed; an empty one goes.
 * @param {URLSearchParams} state @param {string} name @param {string} value @returns {URLSearchParams} */
export function put(state, name, value) {
  const next = new URLSearchParams(state);
  if (value) next.set(name, value); else next.delete(name);
  return next;
}

/** Return the state with a part of a list taken in, or taken out if it is there.
 * @param {URLSearchParams} state @param {string} name @param {string} part @returns {URLSearchParams} */
export function toggle(state, name, part) {
  const parts = list(state, name);
  const next = parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part];
  return put(state, name, next.sort().join(","));
}

/** Return the state with only the kinds that are ticked; all of them is no choice at all.
 * @param {URLSearchParams} state @param {{kind: string, on: boolean}[]} kinds @returns {URLSearchParams} */
export function only(state, kinds) {
  const on = kinds.filter((one) => one.on).map((one) => one.kind);
  return put(state, "kinds", on.length === kinds.length ? "" : on.sort().join(","));
}

/** Return the state with a node pinned at a place, or not pinned any more without one.
 * @param {URLSearchParams} state @param {string} node @param {{x: number, y: number} | null} place
 * @returns {URLSearchParams} */
export function pin(state, node, place) {
  const others = list(state, "pin").filter((one) => one.split("@")[0] !== node);
  if (place) others.push(`${node}@${Math.round(place.x)}@${Math.round(place.y)}`);
  return put(state, "pin", others.sort().join(","));
}

/** Return what differs between bars of a histogram: one per year, or per five, ten, … for long times.
 * @param {[number, number][]} years @param {number} most
 * @returns {{from: number, to: number, n: number}[]} */
export function bars(years, most = 80) {
  if (!years.length) return [];
  const first = years[0][0], last = years[years.length - 1][0];
  const width = [1, 2, 5, 10, 20, 50, 100].find((one) => (last - first + 1) / one <= most) ?? 500;
  const start = Math.floor(first / width) * width;
  const found = [];
  for (let from = start; from <= last; from += width) found.push({ from, to: from + width - 1, n: 0 });
  for (const [year, n] of years) found[Math.floor((year - start) / width)].n += n;
  return found;
}

/** Return the years of a range as they were typed: the first before the last, and what is no year as odd.
 * @param {string} since @param {string} until @param {number} last
 * @returns {{since: string, until: string, turned: boolean, odd: [string, string]}} */
export function range(since, until, last) {
  const odd = (/** @type {string} */ text) => (!text.trim() || (/^\d{1,4}$/.test(text.trim()) && Number(text) <= last) ? "" : text.trim());
  const told = [since.trim(), until.trim()];
  const turned = Boolean(told[0] && told[1]) && Number(told[0]) > Number(told[1]);
  if (turned) told.reverse();
  return { since: told[0], until: told[1], turned, odd: [odd(since), odd(until)] };
}
