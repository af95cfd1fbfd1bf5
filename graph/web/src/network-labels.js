// @ts-check
// What is written and drawn over the nodes on the canvas: the shape of the kind, the name, the date,
// a dashed ring for what is planned or forecast, a second ring for what is pinned or on a path.

import { rowsOf } from "./network-reckon.js";

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
    context.textAlign = "center";
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = c.paper;
    const rows = [[its.label, 13, c.ink], ...(its.note ? [[its.note, 11, its.unsure ? c.warn : c.muted]] : [])];
    let y = its.y + its.size + 15;
    for (const [text, size, colour] of rows) {
      context.font = `${size === 13 ? 500 : 400} ${size}px ${FONT}`;
      context.strokeText(text, its.x, y);
      context.fillStyle = colour;
      context.fillText(text, its.x, y);
      y += size + 2;
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
    if (!its.label) return;
    const c = colours();
    const far = its.far ?? 0.5;
    context.textAlign = "center";
    context.font = `400 11px ${FONT}`;
    context.lineJoin = "round";
    context.lineWidth = 4;
    context.strokeStyle = c.paper;
    const x = from.x + (to.x - from.x) * far, rows = rowsOf(its.label);
    let y = from.y + (to.y - from.y) * far - 6 - (rows.length - 1) * 14;
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
