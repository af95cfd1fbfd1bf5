// @ts-check
// What is written and drawn over the nodes on the canvas: the shape of the kind, the name, the date,
// a dashed ring for what is planned or forecast, a second ring for what is pinned or on a path.

import { rowsOf } from "./network-reckon.js";

/** A line shorter than this has no room for what is written on it; the table has it. */
const SHORTEST = 150;
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif';

/** @param {() => Record<string, string>} colours */
export function labels(colours) {
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

  /** @param {CanvasRenderingContext2D} context @param {any} its */
  function node(context, its) {
    if (!its.dim) shape(context, its);
    if (!its.label) return;
    const c = colours();
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = c.paper;
    const wide = context.canvas.width / (context.getTransform().a || 1), side = its.side ?? 0;
    context.textAlign = side < 0 ? "right" : side > 0 ? "left" : "center";
    const rows = [[its.label, 13, c.ink], ...(its.note ? [[its.note, 11, its.unsure ? c.warn : c.muted]] : [])];
    let y = side ? its.y + (rows.length > 1 ? -1 : 4) : its.y + its.size + 13;
    for (const [whole, size, colour] of rows) {
      context.font = `${size === 13 ? 500 : 400} ${size}px ${FONT}`;
      const long = context.measureText(whole).width, far = its.x + side * (its.size + 6);
      const room = Math.max(side < 0 ? far - 4 : side > 0 ? wide - far - 4 : long, 40);
      const cut = side !== 0 && long > room && its.x > 0 && its.x < wide;
      let text = whole;
      for (let n = Math.floor((whole.length * room) / long); cut && n > 1 && context.measureText(text).width > room; n -= 1) text = `${whole.slice(0, n).trimEnd()}…`;
      const x = side || its.x < 0 || its.x > wide ? far : Math.min(Math.max(its.x, long / 2 + 4), Math.max(wide - long / 2 - 4, long / 2));
      context.strokeText(text, x, y);
      context.fillStyle = colour;
      context.fillText(text, x, y);
      y += size;
    }
    context.textAlign = "start";
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
    node(context, its);
  }

  /** @param {CanvasRenderingContext2D} context @param {any} its @param {any} from @param {any} to */
  function edge(context, its, from, to) {
    if (!its.label || Math.hypot(to.x - from.x, to.y - from.y) < SHORTEST) return;
    const c = colours();
    const far = its.far ?? 0.5;
    context.textAlign = "center";
    context.font = `400 11px ${FONT}`;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = c.paper;
    const x = from.x + (to.x - from.x) * far, rows = rowsOf(its.label);
    // What is wider than the line stands above the nodes at its ends, not behind them.
    const wide = Math.max(...rows.map((row) => context.measureText(row).width));
    const ends = Math.max(from.size ?? 0, to.size ?? 0);
    const above = wide > Math.hypot(to.x - from.x, to.y - from.y) - 2 * ends ? ends + 8 : 6;
    let y = from.y + (to.y - from.y) * far - above - (rows.length - 1) * 14;
    context.fillStyle = its.label.startsWith("≠") ? c.warn : c.muted;
    for (const row of rows) {
      context.strokeText(row, x, y);
      context.fillText(row, x, y);
      y += 14;
    }
    context.textAlign = "start";
  }

  return { node, hover, edge };
}
