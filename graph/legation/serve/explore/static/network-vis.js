// @ts-check
// Drawing with vis-network, which the pyvis package carries: boxes for facts, ellipses for entities.
// Its words grow with the picture, so that who is labelled is found once for all.
import { Boxes, inOrder, room, rowsOf } from "./network-boxes.js";

/** Up to how many nodes all are labelled that have room. */
const ALL = 45;

/** @typedef {import("./network-renderer.js").Hooks} Hooks */
/** @typedef {import("./network-renderer.js").Drawing} Drawing */

/** @param {HTMLElement} box @param {Hooks} hooks @returns {Promise<Drawing>} */
export async function visNetwork(box, hooks) {
  await library(new URL("vis-network.min.js", import.meta.url).href);
  const vis = /** @type {any} */ (globalThis).vis;
  const nodes = new vis.DataSet(), lines = new vis.DataSet();
  let chosen = "", here = "";
  const drawn = new vis.Network(box, { nodes, edges: lines }, {
    physics: false, layout: { improvedLayout: false }, interaction: { keyboard: false, hover: false },
    nodes: { chosen: false }, edges: { chosen: false, smooth: false },
  });
  drawn.on("click", (/** @type {any} */ event) => {
    const line = event.edges[0] && lines.get(event.edges[0]);
    hooks.choose(event.nodes[0] ?? line?.bundle ?? "");
  });
  drawn.on("doubleClick", (/** @type {any} */ event) => {
    const line = !event.nodes.length && event.edges[0] && lines.get(event.edges[0]);
    if (line?.bundle) hooks.open(line.bundle);
  });
  drawn.on("dragEnd", (/** @type {any} */ event) => {
    const id = event.nodes[0];
    if (id) hooks.place(id, drawn.getPositions([id])[id]);
  });
  const colour = (/** @type {string} */ name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const short = (/** @type {string} */ text) => (text.length > 44 ? `${text.slice(0, 42)} …` : text);

  const pen = document.createElement("canvas").getContext("2d");
  /** The box of some rows of words around a place. @param {string[]} rows @param {number} size @param {{x: number, y: number}} at */
  const around = (rows, size, at) => {
    if (pen) pen.font = `${size}px arial`;
    // An ellipse is larger than the words in it.
    const wide = Math.max(...rows.map((row) => pen?.measureText(row).width ?? 0)) * 0.6 + size, high = rows.length * (size + 3) * 0.75 + 6;
    return { left: at.x - wide, right: at.x + wide, top: at.y - high, bottom: at.y + high };
  };

  return {
    draw(view, id) {
      chosen = id;
      const of = new Map(view.kinds.map((one) => [one.kind, one.drawn.colour]));
      const small = view.nodes.length <= 400, most = Math.max(1, ...view.lines.map((one) => one.count ?? 0));
      nodes.clear(); lines.clear();
      const taken = new Boxes(), named = new Map(), at = new Map(view.nodes.map((one) => [one.id, one]));
      const rows = (/** @type {any} */ one) => [(one.disputed ? "≠ " : "") + short(one.label), one.date].filter(Boolean);
      const xs = view.nodes.map((one) => one.x), ys = view.nodes.map((one) => one.y);
      const seen = { width: box.clientWidth || 600, height: box.clientHeight || 400 };
      const long = (/** @type {number[]} */ all) => Math.max(...all) - Math.min(...all);
      // The picture is made small to fit, and its words are made larger for that.
      const scale = Math.max(1, Math.min(view.nodes.length <= ALL ? 1.5 : 9, (long(xs) + 300) / seen.width, (long(ys) + 100) / seen.height));
      let left = room(view.nodes.length, seen, ALL);
      for (const one of view.nodes) taken.take({ left: one.x - 6, right: one.x + 6, top: one.y - 6, bottom: one.y + 6 }, one.id);
      for (const one of inOrder(view.nodes)) {
        if (!small || left <= 0) break;
        for (const words of [rows(one), [rows(one).join(", ")]]) {
          const its = around(words, 14 * scale, one);
          if (named.has(one.id) || !taken.free(its, one.id)) continue;
          taken.take(its, one.id, true);
          named.set(one.id, words.join("\n"));
        }
        left -= Number(named.has(one.id));
      }
      /** @param {import("./network-page.js").Line} one @param {number} i */
      const told = (one, i) => {
        const from = at.get(one.from), to = at.get(one.to), parts = rowsOf((one.disputed ? "≠ " : "") + one.label);
        if (!small || !one.count || !from || !to) return "";
        const its = around(parts, 12 * scale, { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
        if (!taken.free(its)) return "";
        taken.take(its, `line ${i}`, true);
        return parts.join("\n");
      };
      /** @type {any} */ (box).written = () => taken.written;
      nodes.add(view.nodes.map((one) => ({
        id: one.id, x: one.x, y: one.y, borderWidth: one.focus || one.path ? 4 : 2,
        label: named.get(one.id) ?? "",
        shape: named.has(one.id) ? (one.type === "entity" ? "ellipse" : "box") : one.type === "entity" ? "dot" : "square", size: 5,
        shapeProperties: { borderDashes: one.unsure ? [5, 4] : false },
        color: { background: colour("surface"), border: colour(of.get(one.kind) ?? "grey") },
        font: { color: colour("ink"), size: 14 * scale },
      })));
      lines.add(view.lines.map((one, i) => ({
        id: `l${i}`, from: one.from, to: one.to, bundle: one.id, width: one.count ? Math.min(1 + one.count ** 0.4, 1 + 7 * Math.sqrt(one.count / most)) : 1,
        dashes: one.role === "Contradiction" || one.role === "Discrepancy" ? [6, 4] : false,
        color: { color: one.role === "Contradiction" || one.role === "Discrepancy" ? colour("warn") : colour("edge") || colour("muted") },
        label: told(one, i),
        font: { size: 12 * scale, color: colour("muted"), strokeColor: colour("paper"), strokeWidth: 4 },
      })));
      if (chosen) drawn.selectNodes(nodes.get(chosen) ? [chosen] : []);
      drawn.fit({ animation: false });
      box.dataset.nodes = String(view.nodes.length);
    },
    mark(id) { chosen = here = id; drawn.selectNodes(id && nodes.get(id) ? [id] : []); },
    go(id) { here = id; drawn.selectNodes([id]); drawn.moveTo({ position: drawn.getPosition(id), animation: false }); },
    at: () => here || chosen,
    fit: () => drawn.fit({ animation: false }),
    zoom: (by) => drawn.moveTo({ scale: drawn.getScale() * by, animation: false }),
  };
}

/** @param {string} src */
function library(src) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
}
