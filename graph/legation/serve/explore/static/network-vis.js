// @ts-check
// Drawing with vis-network, which the pyvis package carries: boxes for facts, ellipses for entities.

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

  return {
    draw(view, id) {
      chosen = id;
      const of = new Map(view.kinds.map((one) => [one.kind, one.drawn.colour]));
      const small = view.nodes.length <= 400, most = Math.max(1, ...view.lines.map((one) => one.count ?? 0));
      nodes.clear(); lines.clear();
      nodes.add(view.nodes.map((one) => ({
        id: one.id, x: one.x, y: one.y, borderWidth: one.focus || one.path ? 4 : 2,
        label: small ? [(one.disputed ? "≠ " : "") + short(one.label), one.date].filter(Boolean).join("\n") : "",
        shape: small ? (one.type === "entity" ? "ellipse" : "box") : one.type === "entity" ? "dot" : "square", size: 5,
        shapeProperties: { borderDashes: one.unsure ? [5, 4] : false },
        color: { background: colour("surface"), border: colour(of.get(one.kind) ?? "grey") },
        font: { color: colour("ink"), size: 14 },
      })));
      lines.add(view.lines.map((one, i) => ({
        id: `l${i}`, from: one.from, to: one.to, bundle: one.id, width: one.count ? Math.min(1 + one.count ** 0.4, 1 + 7 * Math.sqrt(one.count / most)) : 1,
        dashes: one.role === "Contradiction" || one.role === "Discrepancy" ? [6, 4] : false,
        color: { color: one.role === "Contradiction" || one.role === "Discrepancy" ? colour("warn") : colour("edge") || colour("muted") },
        label: small && one.count ? (one.disputed ? "≠ " : "") + short(one.label) : "",
        font: { size: 12, color: colour("muted"), strokeColor: colour("paper"), strokeWidth: 4 },
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
