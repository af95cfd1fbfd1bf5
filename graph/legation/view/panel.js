// The panel: the list, and what a chosen fact, entity, bundle or line rests on. Text is only ever text.
const panel = document.getElementById("details"), list = document.getElementById("list");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const plainText = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function el(tag, content, className) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const part of [content].flat()) if (part) made.append(part);
  return made;
}
const bdi = (text) => el("bdi", text);
function button(text, action, className) {
  const made = el("button", bdi(text), className);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}
const link = (id, text) => nodes.has(id) ? button(text || thing(id).label, () => choose(id), "link") : bdi(text);

function quote(claim) {
  const made = el("blockquote", claim.text.map((text) => {
    const line = el("p", bdi(text));
    if (claim.language) line.lang = claim.language;
    return line;
  }));
  if (!claim.text.length) {
    made.className = "none";
    made.append(el("p", claim.withheld ? said.withheld : said["no.sentence"]));
  }
  const by = [claim.title || claim.source, claim.publisher, claim.date, claim.where].filter(Boolean).join(" · ");
  made.append(el("footer", bdi(by)));
  const more = [claim.claimant && `${said["view.of"]} ${claim.claimant}`, claim.written && `${said["as.written"]}: “${claim.written}”`,
    claim.rule && `${said.rule} ${claim.rule}`].filter(Boolean).join(" · ");
  if (more) made.append(el("footer", bdi(more)));
  return made;
}

function factParts(id) {
  const known = extra.details[id];
  if (!known) return [el("p", said["no.details"], "muted")];
  const parts = [];
  for (const dispute of known.disagreements || []) {
    parts.push(el("div", [el("b", "≠ " + [dispute.kind, dispute.on].filter(Boolean).join(": ")), dispute.size ? el("p", dispute.size) : "",
      el("ul", dispute.sides.map(([text, mark, iri]) => el("li", [iri ? link(iri, text) : bdi(text), mark && " " + mark])), "plain")], "dispute"));
  }
  if (known.claims && known.claims.length) parts.push(el("h3", said.says), ...known.claims.map(quote));
  const pairs = (known.values || []).flatMap(([name, text, iri]) => [el("dt", name), el("dd", iri ? link(iri, text) : bdi(text))]);
  if (pairs.length) parts.push(el("h3", said.facts), el("dl", pairs));
  return parts;
}

function entityParts(id) {
  const known = extra.details[id] || {};
  const parts = [];
  if ((known.names || []).length) parts.push(el("p", [el("span", said.names + ": ", "muted"), bdi(known.names.join(" · "))]));
  const facts = [...new Set(around.get(id))].filter((other) => thing(other).type === "fact").sort((a, b) => thing(a).order - thing(b).order);
  if (facts.length) parts.push(el("h3", `${said.facts} · ${facts.length}`), memberList(facts));
  return parts;
}
const memberList = (ids) => el("ul", ids.map((id) => el("li", [link(id), thing(id).date ? el("span", " " + thing(id).date, "muted") : ""])), "plain");

function show(title, kind, note, tags, parts, tools) {
  const bar = el("div", [button("← " + said.list, () => choose(null)), ...(tools || [])], "bar");
  panel.replaceChildren(bar, el("p", [kind, note].filter(Boolean).join(" · "), "muted"), el("h2", bdi(title)),
    el("p", tags.filter(Boolean).flatMap((tag) => [el("span", tag, "tag"), " "])), ...parts);
  panel.hidden = false; list.hidden = true;
  panel.parentElement.scrollTop = 0;
}

function showNode(id) {
  const node = thing(id), known = extra.details[id] || {};
  if (node.type === "bundle") {
    show(node.label, "", "", [node.disagreement && "≠ " + node.disagreement], [el("h3", said.members), memberList(node.members)],
      [state.folded.has(id) ? button(said.unfold, () => toggle(id)) : button(said.fold, () => toggle(id))]);
    return;
  }
  const tools = home.has(id) && !state.folded.has(home.get(id)) ? [button(said.fold, () => toggle(home.get(id)))] : [];
  show(node.label, known.kind || node.kind, node.date, [node.unsure && node.status, node.disagreement && "≠ " + node.disagreement],
    [...(node.type === "fact" ? factParts(id) : entityParts(id)), el("p", bdi(node.iri), "muted iri")], tools);
}

function showLine(line) {
  const one = thing(line.from), other = thing(line.to);
  const behind = one.type === "bundle" ? [el("h3", said.members), memberList(one.members)] : one.type === "fact" ? factParts(one.id) : [];
  show(`${one.label} — ${line.name} — ${other.label}`, line.name, "", [], [el("p", [link(one.id, one.label), " → ", link(other.id, other.label)]), ...behind]);
}

function showList() { panel.hidden = true; list.hidden = false; }
