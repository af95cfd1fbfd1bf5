// @ts-check
// What is written and drawn over the nodes on the canvas: the shape of the kind, the name, the date,
// a dashed ring for what is planned or forecast, a second ring for what is pinned or on a path.
// No label covers another, nor, where there are few, a node: the first in order is written, what has no room is left out.

/** A line shorter than this has no room for what is written on it; the table has it. */
const SHORTEST = 150;
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif';

/** @typedef {import("../../legation/serve/explore/static/network-boxes.js").Box} Box */
/** @typedef {import("../../legation/serve/explore/static/network-renderer.js").Hooks["layout"]} Layout */
const GAP = 3;

/** @param {() => Record<string, string>} colours @param {Layout} layout */
export function labels(colours, layout) {
  let boxes = new layout.Boxes(), left = Infinity, crowded = false;
  /** @type {Map<string, {x: number, y: number, rows: string[], box: Box} | null>} */
  let lines = new Map();
  /** @type {Map<string, Path2D>} */
  const paths = new Map();
  const path = (/** @type {string} */ d) => {
    let found = paths.get(d);
    if (!found) paths.set(d, (found = new Path2D(d)));
    return found;
  };

  /** @param {CanvasRenderingContext2D} context @param {any} its */
  function shape(context, its) {
    const c = colours();
    if (its.path && its.size >= 6 && its.small) {
      const side = its.size * 1.25;
      context.save();
      context.translate(its.x - side / 2, its.y - side / 2);
      context.scale(side / 24, side / 24);
      context.fillStyle = c.surface;
      context.fill(path(its.path), "evenodd");
      context.restore();
    }
    if (its.unsure || its.ring) {
      context.beginPath();
      context.arc(its.x, its.y, its.size + 4, 0, 2 * Math.PI);
      context.lineWidth = 2;
      context.strokeStyle = its.unsure ? c.warn : c.accent;
      context.setLineDash(its.unsure ? [4, 3] : []);
      context.stroke();
      context.setLineDash([]);
    }
  }

  /** Begin a picture: what was written is forgotten. In a crowd only those nodes keep others away that
   * come before them.
   * @param {number} most how many labels there is room for @param {boolean} many @param {{key: string, x: number, y: number, size: number}[]} nodes */
  function begin(most, many, nodes) {
    boxes = new layout.Boxes();
    left = most;
    lines = new Map();
    crowded = many;
    nodes.forEach(stands);
  }

  /** Keep the place of a node free of the words of others. @param {{key: string, x: number, y: number, size: number}} its */
  function stands({ key, x, y, size }) {
    boxes.take({ left: x - size, top: y - size, right: x + size, bottom: y + size }, key);
  }

  /** The words of a node in rows, and the box they fill.
   * @param {CanvasRenderingContext2D} context @param {any} its @param {[string, number][]} given texts and their sizes */
  function measured(context, its, given) {
    const wide = context.canvas.width / (context.getTransform().a || 1), side = its.side ?? 0;
    let y = side ? its.y + (given.length > 1 ? -1 : 4) : its.y + its.size + 12;
    const rows = given.map(([whole, size]) => {
      context.font = `${size > 11 ? 500 : 400} ${size}px ${FONT}`;
      const long = context.measureText(whole).width, far = its.x + side * (its.size + 6);
      const room = Math.max(side < 0 ? far - 4 : side > 0 ? wide - far - 4 : long, 40);
      const cut = side !== 0 && long > room && its.x > 0 && its.x < wide;
      let text = whole;
      for (let n = Math.floor((whole.length * room) / long); cut && n > 1 && context.measureText(text).width > room; n -= 1) text = `${whole.slice(0, n).trimEnd()}…`;
      const x = side || its.x < 0 || its.x > wide ? far : Math.min(Math.max(its.x, long / 2 + 4), Math.max(wide - long / 2 - 4, long / 2));
      const breadth = context.measureText(text).width, begins = side < 0 ? x - breadth : side > 0 ? x : x - breadth / 2;
      const row = { text, size, x, y, left: begins, right: begins + breadth };
      y += size;
      return row;
    });
    const box = { left: Math.min(...rows.map((one) => one.left)) - GAP, right: Math.max(...rows.map((one) => one.right)) + GAP, top: rows[0].y - 12, bottom: y - 9 };
    return { rows, box, side };
  }

  /** @param {CanvasRenderingContext2D} context @param {any} its @param {boolean} always even over others */
  function write(context, its, always) {
    if (!its.dim) shape(context, its);
    if (!its.label) return;
    // Its name with what is below it; or both in a row; or the name alone, but not
    // without its status; or nothing.
    const name = /** @type {[string, number]} */ ([its.label, 13]);
    const ways = /** @type {[string, number][][]} */ (its.note ? [[name, [its.note, 11]], ...(its.side ? [] : [[[`${its.label}, ${its.note}`, 12]]]), its.unsure ? [[`${its.label}, ${its.note.split(" · ").at(-1)}`, 12]] : [name]] : [[name]]);
    let told = measured(context, its, ways[0]);
    if (!always) {
      if (left <= 0) return;
      if (crowded) stands(its);
      for (let i = 1; i < ways.length && !boxes.free(told.box, its.key); i += 1) told = measured(context, its, ways[i]);
      if (!boxes.free(told.box, its.key)) return;
      boxes.take(told.box, its.key, true);
      left -= 1;
    }
    const c = colours();
    if (always || crowded) ground(context, told.box);
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = c.paper;
    context.textAlign = told.side < 0 ? "right" : told.side > 0 ? "left" : "center";
    for (const row of told.rows) {
      context.font = `${row.size > 11 ? 500 : 400} ${row.size}px ${FONT}`;
      context.strokeText(row.text, row.x, row.y);
      context.fillStyle = row.size > 11 ? c.ink : its.unsure ? c.warn : c.muted;
      context.fillText(row.text, row.x, row.y);
    }
    context.textAlign = "start";
  }

  /** Lay paper under words, so that lines do not cross them. @param {CanvasRenderingContext2D} context @param {Box} box */
  function ground(context, box) {
    context.globalAlpha = 0.85;
    context.fillStyle = colours().paper;
    context.fillRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    context.globalAlpha = 1;
  }

  /** @param {CanvasRenderingContext2D} context @param {any} its */
  function hover(context, its) {
    const c = colours();
    context.beginPath();
    context.arc(its.x, its.y, its.size + 5, 0, 2 * Math.PI);
    context.lineWidth = 3;
    context.strokeStyle = c.accent;
    context.stroke();
    context.beginPath();
    context.arc(its.x, its.y, its.size, 0, 2 * Math.PI);
    context.fillStyle = its.color;
    context.fill();
    write(context, its, true);
  }

  /** Return where the words of a line have room: on it where they belong, else nearby, else nowhere.
   * @param {CanvasRenderingContext2D} context @param {any} its @param {any} from @param {any} to */
  function along(context, its, from, to) {
    const rows = layout.rowsOf(its.label), half = Math.max(...rows.map((row) => context.measureText(row).width)) / 2;
    const far = its.far ?? 0.5, high = (rows.length - 1) * 14;
    for (const at of [far, 0.5, 0.35, 0.65, 0.2, 0.8]) {
      const x = from.x + (to.x - from.x) * at, middle = from.y + (to.y - from.y) * at;
      for (const y of [middle - 6 - high, middle + 16, middle - 34 - high, middle + 44]) {
        const box = { left: x - half - GAP, right: x + half + GAP, top: y - 11, bottom: y + high + 5 };
        if (!boxes.free(box, its.key)) continue;
        boxes.take(box, its.key, true);
        return { x, y, rows, box };
      }
    }
    return null;
  }

  /** @param {CanvasRenderingContext2D} context @param {any} its @param {any} from @param {any} to */
  function edge(context, its, from, to) {
    if (!its.label || Math.hypot(to.x - from.x, to.y - from.y) < SHORTEST) return;
    const c = colours();
    context.font = `400 11px ${FONT}`;
    // The lines are written a second time when the mouse moves: where they stood.
    const told = lines.has(its.key) ? lines.get(its.key) : along(context, its, from, to);
    lines.set(its.key, told ?? null);
    if (!told) return;
    ground(context, told.box);
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = c.paper;
    context.fillStyle = its.label.startsWith("≠") ? c.warn : c.muted;
    let y = told.y;
    for (const row of told.rows) {
      context.strokeText(row, told.x, y);
      context.fillText(row, told.x, y);
      y += 14;
    }
    context.textAlign = "start";
  }

  const node = (/** @type {CanvasRenderingContext2D} */ context, /** @type {any} */ its) => write(context, its, false);
  return { node, hover, edge, begin, written: () => boxes.written };
}
