// The page itself: the picture, search, filters, and one choice at a time.
const container = document.getElementById("network");
const shownNodes = new vis.DataSet(), shownLines = new vis.DataSet();
let current = new Set(), lineOf = new Map(), found = null, network = null;

function lit(id) {
  if (found) return found.has(id) || (bundles.has(id) && bundles.get(id).members.some((member) => found.has(member)));
  if (!state.chosen) return true;
  return id === state.chosen || [...lineOf.values()].some((line) => (line.from === state.chosen && line.to === id) || (line.to === state.chosen && line.from === id));
}

function drawLine(line) {
  const quarrel = line.role === "Discrepancy" || line.role === "Contradiction";
  const bright = !found && state.chosen && (line.from === state.chosen || line.to === state.chosen);
  const dim = (found || state.chosen) && !bright;
  const colour = quarrel ? colours.warn : bright ? colours.accent : colours.edge;
  const same = thing(line.from).column === thing(line.to).column;
  return {
    id: line.id, from: line.from, to: line.to, color: { color: colour, opacity: dim ? 0.18 : quarrel ? 1 : 0.85 },
    width: bright ? 2 : quarrel ? 1.8 : 1.1, dashes: quarrel || thing(line.from).unsure ? [6, 4] : false,
    arrows: { to: { enabled: line.points > 0, scaleFactor: 0.55 }, from: { enabled: line.points < 0, scaleFactor: 0.55 } },
    smooth: same ? { enabled: true, type: "curvedCW", roundness: 0.28 } : false,
    label: quarrel ? line.name : "",
    font: { size: 12.5, color: quarrel ? colours.warn : colours.muted, strokeWidth: 4, strokeColor: colours.paper, face: FONT },
  };
}

function render(fit) {
  current = visible();
  const lineList_ = lineList(current), places = arrange(current, lineList_);
  lineOf = new Map(lineList_.map((line) => [line.id, line]));
  shownLines.clear(); shownNodes.clear();
  shownNodes.add([...current].map((id) => ({ id, label: "", shape: "custom", ctxRenderer: renderer, ...places.get(id) })));
  shownLines.add(lineList_.map(drawLine));
  count();
  if (fit && network) fitView();
}
function repaint() { shownLines.update([...lineOf.values()].map(drawLine)); if (network) network.redraw(); }

function renderer({ ctx, id, x, y }) {
  const node = thing(id);
  return { drawNode: () => drawCard(ctx, node, x, y, { chosen: id === state.chosen, dim: !lit(id) }), nodeDimensions: size(node) };
}

// vis-network knows the size of a card only once it is drawn, so the frame is reckoned here.
function fitView() {
  const box = bounds([...current]);
  if (!box) return;
  const scale = Math.min(1.15, (container.clientWidth - 28) / box.width, (container.clientHeight - 40) / box.height);
  network.moveTo({ position: { x: box.x, y: box.y }, scale });
}
function bounds(ids) {
  if (!ids.length) return null;
  const sides = ids.map((id) => ({ ...shownNodes.get(id), half: size(thing(id)) }));
  const left = Math.min(...sides.map((n) => n.x - n.half.width / 2)), right = Math.max(...sides.map((n) => n.x + n.half.width / 2));
  const top = Math.min(...sides.map((n) => n.y - n.half.height / 2)), bottom = Math.max(...sides.map((n) => n.y + n.half.height / 2));
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left + 10, height: bottom - top + 10 };
}

function count() {
  const inBundles = nodeList.filter((node) => inside(node.id) && !state.off.has(node.kind)).length;
  const seen = [...current].filter((id) => nodes.has(id)).length, rest = nodeList.length - seen - inBundles;
  const parts = [fill(said.shown, { shown: seen, all: nodeList.length })];
  if (inBundles) parts.push(fill(said.bundled, { count: inBundles, bundles: [...state.folded].filter((id) => current.has(id)).length }));
  if (rest > 0) parts.push(fill(said.filtered, { count: rest }));
  document.getElementById("counts").textContent = parts.join(" · ");
  container.dataset.nodes = current.size;
  document.getElementById("unfold").textContent = state.folded.size || state.beyond.size ? said["unfold.all"] : said["fold.all"];
  document.getElementById("unfold").hidden = !bundles.size && !extra.beyond.length;
  for (const more of document.querySelectorAll(".more")) {
    more.textContent = [...state.folded].some((id) => bundles.get(id).kind === more.dataset.unfold) ? "+" : "−";
  }
  for (const body of document.querySelectorAll("#list tbody")) body.hidden = state.off.has(body.dataset.kind) && !found;
}

function toggle(id) {
  if (state.folded.has(id)) { state.folded.delete(id); choose(null); } else { state.folded.add(id); state.chosen = id; showNode(id); }
  render(true);
}

function choose(id) {
  state.chosen = id;
  if (!id) { showList(); repaint(); return; }
  const node = thing(id);
  let changed = false;
  if (inside(id)) { state.folded.delete(home.get(id)); changed = true; }
  if (!current.has(id) && state.off.has(node.kind)) {
    state.off.delete(node.kind);
    const box = document.querySelector(`input[data-kind="${CSS.escape(node.kind)}"]`);
    if (box) box.checked = true;
    changed = true;
  }
  if (changed) render(true);
  state.beyond.delete(id);
  if (!changed && !visible().has(id) && node.type === "entity") {
    around.get(id).forEach((other) => state.folded.delete(home.get(other)));
    changed = true;
  }
  if (changed) render(true);
  showNode(id);
  repaint();
}

function search(text) {
  const wanted = plainText(text.trim()).split(/\s+/).filter(Boolean);
  const hits = (hay) => nodeList.filter((node) => wanted.every((word) => hay(node).includes(word))).map((node) => node.id);
  found = wanted.length ? new Set([...hits(own), ...hits(wider)]) : null;
  for (const row of document.querySelectorAll("#list tr[data-id]")) row.hidden = Boolean(found) && !found.has(row.dataset.id);
  for (const body of document.querySelectorAll("#list tbody")) {
    body.querySelector(".heading").hidden = Boolean(found) && !body.querySelector("tr[data-id]:not([hidden])");
  }
  document.getElementById("found").textContent = found ? (found.size ? fill(said.found, { count: found.size }) : said["nothing.found"]) : "";
  state.chosen = null;
  showList(); count(); repaint();
}
const kept = (reckon, known = new Map()) => (node) => known.get(node.id) || known.set(node.id, reckon(node)).get(node.id);
const own = kept((node) => plainText([node.label, node.date, node.status, ...((extra.details[node.id] || {}).names || [])].join(" ")));
// a fact is found by who plays a part in it, too
const wider = kept((node) => node.type !== "fact" ? own(node)
  : [own(node), ...around.get(node.id).filter((id) => !focus.has(id) && thing(id).type === "entity").map((id) => own(thing(id)))].join(" "));

document.getElementById("search").addEventListener("input", (event) => search(event.target.value));
document.getElementById("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && found && found.size) { const [first] = found; found = null; choose(first); }
  if (event.key === "Escape") { event.target.value = ""; search(""); }
});
document.getElementById("list").addEventListener("click", (event) => {
  const row = event.target.closest("button") && event.target.closest("tr[data-id]");
  if (row) { found = null; choose(row.dataset.id); panel.focus({ preventScroll: true }); }
});
document.querySelector(".legend").addEventListener("change", (event) => {
  const kind = event.target.dataset.kind;
  if (event.target.checked) state.off.delete(kind); else state.off.add(kind);
  render(true);
});
document.querySelector(".legend").addEventListener("click", (event) => {
  const kind = event.target.dataset.unfold;
  if (!kind) return;
  const mine = extra.bundles.filter((bundle) => bundle.kind === kind).map((bundle) => bundle.id);
  const open = mine.some((id) => state.folded.has(id));
  mine.forEach((id) => (open ? state.folded.delete(id) : state.folded.add(id)));
  render(true);
});
document.getElementById("unfold").addEventListener("click", () => {
  const open = state.folded.size || state.beyond.size;
  state.folded = new Set(open ? [] : bundles.keys());
  state.beyond = new Set(open ? [] : extra.beyond);
  render(true);
});
document.getElementById("fit").addEventListener("click", fitView);
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.chosen) choose(null); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); repaint(); });

readColours();
render(false);
network = new vis.Network(container, { nodes: shownNodes, edges: shownLines }, {
  physics: { enabled: false }, layout: { improvedLayout: false },
  edges: { smooth: false, selectionWidth: 0, hoverWidth: 0, chosen: false },
  nodes: { chosen: false },
  interaction: { dragNodes: true, hover: false, keyboard: false, tooltipDelay: 200, zoomSpeed: 0.6 },
});
network.on("click", (event) => {
  const id = network.getNodeAt(event.pointer.DOM), line = id === undefined && network.getEdgeAt(event.pointer.DOM);
  found = null;
  if (id !== undefined) { if (bundles.has(id)) toggle(id); else choose(id); }
  else if (line) { const behind = lineOf.get(line); choose(null); state.chosen = behind.from; showLine(behind); repaint(); }
  else choose(null);
});
network.on("resize", () => setTimeout(fitView, 0));
fitView();
container.dataset.ready = "yes";
