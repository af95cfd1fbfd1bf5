// @ts-check
// Draws a network with sigma: `legationSigma(box, hooks)` returns what the page calls to draw, mark and move.
import Graph from "graphology";
import Sigma from "sigma";
import { NodeSquareProgram } from "@sigma/node-square";
import { BESIDE, FORCED, LABELLED, MOVABLE, fitted, stretchOf, linesOf, notesOf, sidesOf, sizeOf, shorten } from "./network-reckon.js";
import { labels } from "./network-labels.js";

/** @typedef {import("../../legation/serve/explore/static/network-renderer.js").Hooks} Hooks */
/** @typedef {import("../../legation/serve/explore/static/network-renderer.js").Drawing} Drawing */
/** @typedef {import("../../legation/serve/explore/static/network-page.js").View} View */

/** Squares that write their names as circles do: the program's own way of writing goes. */
class Square extends NodeSquareProgram {
  /** @param {ConstructorParameters<typeof NodeSquareProgram>} given */
  constructor(...given) {
    super(...given);
    /** @type {any} */ (this).drawLabel = /** @type {any} */ (this).drawHover = undefined;
  }
}

/** @param {HTMLElement} box @param {Hooks} hooks @returns {Drawing} */
function legationSigma(box, hooks) {
  const graph = new Graph({ multi: true });
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let chosen = "", here = "", near = new Set(), ratio = 1, stretch = 1;
  /** @type {string | null} */
  let dragged = null;
  let moved = false;
  const colour = (/** @type {string} */ name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#888";
  /** @type {Record<string, string>} */
  let colours = {};
  const write = labels(() => colours, hooks.layout);
  const sigma = new Sigma(graph, box, {
    nodeProgramClasses: { square: /** @type {any} */ (Square) },
    enableEdgeEvents: true,
    zIndex: true,
    labelRenderedSizeThreshold: 5,
    labelDensity: 0.4,
    renderEdgeLabels: true,
    stagePadding: 80,
    minCameraRatio: 0.02,
    maxCameraRatio: 5,
    itemSizesReference: "screen",
    zoomToSizeRatioFunction: (ratio) => Math.sqrt(Math.max(ratio, 0.2)),
    defaultDrawNodeLabel: write.node,
    defaultDrawNodeHover: write.hover,
    defaultDrawEdgeLabel: write.edge,
    nodeReducer: (id, its) => {
      const dim = near.size > 0 && !near.has(id);
      return { ...its, color: dim ? colours.line : its.color, highlighted: id === chosen || id === here, label: dim ? "" : its.label, dim, forceLabel: its.forceLabel && !dim };
    },
    edgeReducer: (id, its) => {
      const [from, to] = graph.extremities(id);
      const bright = near.size > 0 && (from === chosen || to === chosen || its.bundle === chosen);
      const dim = near.size > 0 && !bright;
      return { ...its, color: dim ? colours.line : bright ? colours.accent : its.color, label: dim ? "" : its.label, zIndex: bright ? 1 : 0 };
    },
  });
  // How long the main thread works for one redraw: the last times stay for who measures.
  let begun = 0;
  /** @type {number[]} */
  const times = [];
  sigma.on("beforeRender", () => {
    begun = performance.now();
    // On few nodes no label may lie; in a crowd, on none that was labelled before.
    const most = hooks.layout.room(graph.order, sigma.getDimensions(), FORCED);
    write.begin(most, graph.order > FORCED, (graph.order > FORCED ? [] : graph.nodes()).flatMap((key) => {
      const its = sigma.getNodeDisplayData(key);
      return its ? [{ key, ...sigma.framedGraphToViewport(its), size: sigma.scaleSize(its.size) }] : [];
    }));
  });
  sigma.on("afterRender", () => { times.push(performance.now() - begun); if (times.length > 500) times.shift(); });
  /** @type {any} */ (box).redraws = times;
  /** @type {any} */ (box).written = write.written;
  /** @type {any} */ (box).where = (/** @type {string} */ id) => sigma.graphToViewport(/** @type {any} */ (graph.getNodeAttributes(id)));

  sigma.on("clickNode", ({ node }) => { if (!moved) hooks.choose(node); });
  sigma.on("clickEdge", ({ edge }) => hooks.choose(graph.getEdgeAttribute(edge, "bundle") || graph.source(edge)));
  sigma.on("doubleClickEdge", (event) => {
    const bundle = graph.getEdgeAttribute(event.edge, "bundle");
    if (bundle) { event.preventSigmaDefault(); hooks.open(bundle); }
  });
  sigma.on("clickStage", () => hooks.choose(""));
  sigma.on("downNode", ({ node }) => {
    if (graph.order > MOVABLE) return;                 // in a crowd the hand moves the picture
    if (!sigma.getCustomBBox()) sigma.setCustomBBox(sigma.getBBox());
    dragged = node; moved = false;
    sigma.getCamera().disable();
  });
  sigma.on("moveBody", ({ event }) => {
    if (!dragged) return;
    moved = true;
    const at = sigma.viewportToGraph(event);
    graph.mergeNodeAttributes(dragged, { x: at.x, y: at.y });
    event.preventSigmaDefault();
  });
  const drop = () => {
    sigma.getCamera().enable();
    if (dragged && moved) {
      const { x, y } = graph.getNodeAttributes(dragged);
      hooks.place(dragged, { x: x / stretch, y: -y });
      setTimeout(() => { moved = false; }, 0);
    }
    dragged = null;
  };
  sigma.on("upNode", drop);
  sigma.on("upStage", drop);

  new ResizeObserver(() => { sigma.resize(); sigma.scheduleRender(); }).observe(box);

  const focusOn = (/** @type {string} */ id) => {
    near = new Set(graph.hasNode(id) ? [id, ...graph.neighbors(id)] : []);
    const ends = graph.edges().find((edge) => graph.getEdgeAttribute(edge, "bundle") === id);
    if (id && ends) near = new Set(graph.extremities(ends));
  };
  const camera = () => sigma.getCamera();
  const turn = (/** @type {any} */ to) => { if (calm.matches) camera().setState({ ...camera().getState(), ...to }); else camera().animate(to, { duration: 250 }); };

  return {
    draw(view, id) {
      chosen = id;
      for (const name of ["paper", "surface", "ink", "muted", "line", "edge", "warn", "accent", "blue", "sky", "green", "orange", "vermilion", "pink", "violet", "grey"]) colours[name] = colour(name);
      const how = new Map(view.kinds.map((one) => [one.kind, one.drawn]));
      const small = view.nodes.length <= LABELLED;
      const notes = small ? notesOf(view) : new Map();
      const sides = sidesOf(view), before = graph.nodes().join(" ");
      const facts = view.nodes.some((one) => one.type === "fact");   // they stand between the poles
      sigma.resize();
      const beside = !sides.size ? 70 : facts ? 150 : BESIDE;
      stretch = sides.size ? stretchOf(view.nodes, sigma.getDimensions(), beside) : 1;
      graph.clear();
      sigma.setCustomBBox(null);
      for (const one of hooks.layout.inOrder(view.nodes)) {      // who comes first is labelled first
        const drawn = how.get(one.kind);
        graph.addNode(one.id, {
          x: one.x * stretch, y: -one.y, size: sizeOf(one, view.nodes.length), color: colours[drawn?.colour ?? "grey"] ?? colours.grey,
          type: one.type === "entity" ? "circle" : "square", label: shorten((one.disputed ? "≠ " : "") + one.label), forceLabel: small,
          note: one.type === "bundle" ? one.disagreement ?? "" : one.date || notes.get(one.id) || "", path: drawn?.path ?? "", unsure: Boolean(one.unsure), ring: Boolean(one.path || one.pinned), small, side: sides.get(one.id) ?? 0,
        });
      }
      for (const line of linesOf(view, small)) {
        if (!graph.hasNode(line.from) || !graph.hasNode(line.to)) continue;
        graph.addEdge(line.from, line.to, { size: line.size, color: colours[line.colour], label: line.label, forceLabel: Boolean(line.label), bundle: line.bundle, far: line.bundle && facts ? 0.25 : 0.5 });
      }
      focusOn(chosen);
      // Lines of a crowd are too thin to be hit, and finding the one below the mouse costs each redraw.
      sigma.setSettings({ labelDensity: small ? 0 : 0.4, enableEdgeEvents: small, renderEdgeLabels: small, hideLabelsOnMove: !small, hideEdgesOnMove: view.nodes.length > 10 * MOVABLE, labelColor: { color: colours.ink }, edgeLabelColor: { color: colours.muted } });
      sigma.refresh();
      const whole = { x: 0.5, y: 0.5, ratio: 1, angle: 0 };
      const seen = graph.mapNodes((_, its) => sigma.graphToViewport(/** @type {any} */ (its), { cameraState: whole }));
      ratio = fitted(seen, sigma.getDimensions(), beside);
      if (graph.nodes().join(" ") !== before) camera().setState({ ...whole, ratio });
      box.dataset.nodes = String(graph.order);
      box.dataset.lines = String(graph.size);
    },
    mark(id) { chosen = id; if (graph.hasNode(id)) here = id; focusOn(id); sigma.refresh({ skipIndexation: true }); },
    go(id) {
      here = id;
      const at = sigma.getNodeDisplayData(id);
      if (at) {
        const seen = sigma.framedGraphToViewport(at), { width, height } = sigma.getDimensions();
        if (seen.x < 40 || seen.y < 40 || seen.x > width - 40 || seen.y > height - 40) turn({ x: at.x, y: at.y });
      }
      sigma.refresh({ skipIndexation: true });
    },
    at: () => here || chosen,
    fit: () => turn({ x: 0.5, y: 0.5, ratio, angle: 0 }),
    zoom: (by) => turn({ ratio: camera().getBoundedRatio(camera().getState().ratio / by) }),
  };
}

/** @type {any} */ (globalThis).legationSigma = legationSigma;
