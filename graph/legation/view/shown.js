// What is shown, and where: the same rules as legation/network/fold.py and layout.py.
const state = { folded: new Set(bundles.keys()), off: new Set(extra.quiet), beyond: new Set(extra.beyond), chosen: null };
const home = new Map(extra.bundles.flatMap((bundle) => bundle.members.map((member) => [member, bundle.id])));
const around = new Map(nodeList.map((node) => [node.id, []]));
for (const edge of edgeList) { around.get(edge.from).push(edge.to); around.get(edge.to).push(edge.from); }

const inside = (id) => state.folded.has(home.get(id)) ? home.get(id) : null;

function visible() {
  const on = (node) => !state.off.has(node.kind);
  const shown = new Set(nodeList.filter((n) => n.type === "fact" && !inside(n.id) && (on(n) || focus.has(n.id))).map((n) => n.id));
  const reached = new Set([...shown].flatMap((id) => around.get(id)));
  for (const id of state.folded) {
    const bundle = bundles.get(id);
    if (!on(bundle)) continue;
    shown.add(id);
    bundle.ends.forEach(([end]) => reached.add(end));
  }
  for (const node of nodeList) {
    if (node.type !== "entity") continue;
    const alone = !around.get(node.id).some((other) => thing(other).type === "fact");
    if (focus.has(node.id) || (on(node) && !state.beyond.has(node.id) && (alone || reached.has(node.id)))) shown.add(node.id);
  }
  return shown;
}

function lineList(shown) {
  const found = [];
  const add = (from, to, role, name, points, of) => {
    if (shown.has(from) && shown.has(to)) found.push({ id: `${from} ${role} ${to}`, from, to, role, name, points, of });
  };
  for (const edge of edgeList) add(edge.from, edge.to, edge.role, edge.name, edge.points, edge.from);
  for (const id of state.folded) {
    for (const [end, role] of bundles.get(id).ends) {
      const like = edgeList.find((edge) => edge.from === bundles.get(id).members[0] && edge.to === end && edge.role === role);
      add(id, end, role, like.name, like.points, id);
    }
  }
  return found;
}

const wraps = (count) => Math.max(1, Math.round(Math.sqrt(extra.layout.wrap * count)));

function arrange(shown, lineList) {
  const { pitch, gap, width } = extra.layout;
  const near = new Map([...shown].map((id) => [id, []]));
  for (const line of lineList) { near.get(line.from).push(line.to); near.get(line.to).push(line.from); }
  const stacks = new Map([0, -2, -1, 1, 2].map((column) => [column, [...shown].filter((id) => thing(id).column === column)]));
  const ys = new Map(), xs = new Map();
  for (const [column, ids] of stacks) {
    const level = (id) => {
      const known = [...new Set(near.get(id))].filter((other) => ys.has(other)).map((other) => ys.get(other));
      return column && known.length ? known.reduce((a, b) => a + b, 0) / known.length : 0;
    };
    const levels = new Map(ids.map((id) => [id, level(id)]));
    ids.sort((a, b) => levels.get(a) - levels.get(b) || thing(a).order - thing(b).order);
    const rows = Math.ceil(ids.length / wraps(ids.length));
    ids.forEach((id, index) => {
      const row = index % rows, held = Math.min(rows, ids.length - (index - row));
      ys.set(id, (row - (held - 1) / 2) * pitch);
    });
  }
  let x = 0;
  for (const column of [-2, -1, 0, 1, 2]) {
    const ids = stacks.get(column), wide = width[column ? "entity" : "fact"], count = wraps(ids.length);
    const rows = Math.ceil(ids.length / count);
    ids.forEach((id, index) => xs.set(id, x + Math.floor(index / rows) * (wide + gap / 2) + wide / 2));
    if (ids.length) x += count * (wide + gap / 2) - gap / 2 + gap;
  }
  const middle = (x - gap) / 2, tall = 2 * Math.max(0, ...ys.values()) + pitch;
  const room = document.getElementById("network");
  // rows move apart where the frame is taller than the picture
  const stretch = Math.min(1.35, Math.max(1, (x - gap) * (room.clientHeight / room.clientWidth) / tall || 1));
  return new Map([...shown].map((id) => [id, { x: xs.get(id) - middle, y: ys.get(id) * stretch }]));
}
