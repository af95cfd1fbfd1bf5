// Cards: how a node is drawn. The shape and its colour tell the kind, the frame how sure it is.
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const nodeList = read("nodes"), edgeList = read("edges"), extra = read("extra");
const said = extra.words;
const nodes = new Map(nodeList.map((node) => [node.id, node]));
const bundles = new Map(extra.bundles.map((bundle) => [bundle.id, bundle]));
const thing = (id) => nodes.get(id) || bundles.get(id);
const focus = new Set(extra.focus);
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", Arial, sans-serif';
const HEIGHT = { fact: 64, bundle: 64, entity: 46 };
const paths = new Map(Object.entries(extra.paths).map(([kind, how]) => [kind, new Path2D(how.path)]));

let colours = {};
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "surface", "ink", "muted", "line", "edge", "accent", "warn", "chosen",
    "blue", "sky", "green", "orange", "vermilion", "pink", "violet", "grey"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}
const colourOf = (kind) => colours[(extra.paths[kind] || { colour: "grey" }).colour];

const size = (node) => ({
  width: extra.layout.width[node.type === "entity" ? "entity" : "fact"],
  height: HEIGHT[node.type] + (focus.has(node.id) && node.type === "entity" ? 8 : 0),
});

function cut(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(text.slice(0, middle) + "…").width <= room) low = middle; else high = middle - 1;
  }
  return text.slice(0, low).trimEnd() + "…";
}

function lines(ctx, text, room, most) {
  const found = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line ? line + " " + word : word;
    if (line && ctx.measureText(longer).width > room) { found.push(line); line = word; } else line = longer;
  }
  found.push(line);
  if (found.length > most) found.splice(most - 1, found.length, found.slice(most - 1).join(" "));
  return found.map((part) => cut(ctx, part, room));
}

function drawCard(ctx, node, x, y, { chosen, dim }) {
  const { width, height } = size(node);
  const left = x - width / 2, top = y - height / 2, entity = node.type === "entity";
  const pole = entity && focus.has(node.id);
  const frame = (dx) => { ctx.beginPath(); ctx.roundRect(left + dx, top + dx, width, height, entity ? height / 2 : 7); };
  ctx.globalAlpha = dim ? 0.3 : 1;
  ctx.lineWidth = chosen ? 2.5 : 1.25;
  ctx.strokeStyle = chosen ? colours.accent : node.disagreement ? colours.warn : node.unsure ? colours.muted : pole ? colourOf(node.kind) : colours.line;
  if (node.type === "bundle") {
    for (const dx of [8, 4]) { frame(dx); ctx.fillStyle = colours.paper; ctx.fill(); ctx.stroke(); }
  }
  if (node.unsure) ctx.setLineDash([6, 4]);
  frame(0);
  ctx.globalAlpha = 1; ctx.fillStyle = colours.paper; ctx.fill();
  ctx.globalAlpha = dim ? 0.3 : 1;
  ctx.fillStyle = chosen ? colours.chosen : colours.surface; ctx.fill(); ctx.stroke();
  ctx.setLineDash([]);
  const glyph = pole ? 24 : 20;
  ctx.save();
  ctx.translate(left + 13, y - glyph / 2); ctx.scale(glyph / 24, glyph / 24);
  ctx.fillStyle = colourOf(node.kind);
  ctx.fill(paths.get(node.kind) || paths.get("Topic"), "evenodd");
  ctx.restore();
  const start = left + glyph + 23, mark = node.disagreement ? 20 : 0, room = width - glyph - 35 - mark;
  ctx.textBaseline = "middle"; ctx.textAlign = "left";
  ctx.fillStyle = colours.ink;
  ctx.font = `${node.type === "bundle" || entity && pole ? 600 : entity ? 500 : 400} ${pole ? 20 : 16.5}px ${FONT}`;
  const note = entity ? "" : [node.date, node.status].filter(Boolean).join(" · ");
  const label = node.type === "bundle" ? node.label.replace(/ · /, "\u00a0·\u00a0") : node.label;
  const wrapped = lines(ctx, label, room, 2), step = pole ? 22 : 18;
  const top_ = y + 1 - (wrapped.length - 1 + (note ? 1 : 0)) * step / 2;
  wrapped.forEach((line, i) => ctx.fillText(line, start, top_ + i * step));
  if (note) {
    ctx.font = `400 14px ${FONT}`; ctx.fillStyle = node.unsure ? colours.warn : colours.muted;
    ctx.fillText(cut(ctx, note, room), start, top_ + wrapped.length * step);
  }
  if (mark) {
    ctx.font = `700 19px ${FONT}`; ctx.fillStyle = colours.warn; ctx.textAlign = "right";
    ctx.fillText("≠", left + width - 9, y);
  }
  ctx.globalAlpha = 1;
}
