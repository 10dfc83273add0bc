// What stands beside the picture: the details of one node, and the table of all visible ones.

const panel = document.getElementById("details");
const table = document.getElementById("table");
const NEIGHBOURS = 30;
const STARTING = 6;
const IN_A_CELL = 6;

function showDetails() {
  const i = state.selected;
  if (i === null) {
    const list = element("ul", "near");
    list.append(...startingPoints().slice(0, STARTING).map((j) => element("li", "", neighbour(j, {}))));
    panel.replaceChildren(element("p", "hint", words.hint), element("h2", "minor", words.start), list);
    return;
  }
  const node = data.nodes[i];
  const close = element("button", "close", words.close);
  close.type = "button";
  close.addEventListener("click", () => select(null));
  const parts = [
    element("p", "kind-line", symbolOf(node), data.kinds[node.group].name, node.stub ? `（${words.stub}）` : "", close),
    element("h2", "", node.full),
  ];
  if (node.stub) parts.push(element("p", "note", words.stub_note));
  parts.push(...card(node));
  if (node.at) parts.push(element("h3", "", words.evidence), element("blockquote", "", ...sentence(node)));
  if (node.group === "document") parts.push(...pairButtons(i));
  const hidden = unopened(i).length;
  if (hidden > 0) {
    const expand = element("button", "expand", fill(words.expand, { n: hidden }));
    expand.type = "button";
    expand.addEventListener("click", () => open(i));
    parts.push(expand);
  }
  if (node.group === "agency") parts.push(...colleagues(i));
  parts.push(...neighbourLists(i));
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

/** What is known of a node: its counts large, the rest as a list. */
function card(node) {
  const counts = data.counts.filter((field) => node.rows[field]).map((field) => element("li", "",
    element("strong", "", node.rows[field]), element("span", "", data.fields[field])));
  const fields = Object.keys(data.fields).filter((field) => node.rows[field] && !data.counts.includes(field)).flatMap((field) => [
    element("dt", "", data.fields[field]), element("dd", "", node.rows[field]),
  ]);
  const source = data.documents[node.document];
  if (source && source.node !== node.id) fields.push(element("dt", "", words.document), element("dd", "", source.name));
  const lists = [element("ul", "counts", ...counts), element("dl", "", ...fields)].filter((list) => list.hasChildNodes());
  if (!source || !source.reading) return lists;
  const link = element("a", "button expand reading", words.reading);
  link.href = source.reading;
  return [...lists, link];
}

/** The sentence that a fact stands in, with the words of the fact marked. */
function sentence({ at: [number, from, to] }) {
  const passage = data.passages[number];
  if (from === undefined) return [passage];
  return [passage.slice(0, from), element("mark", "", passage.slice(from, to)), passage.slice(to)];
}

/** The agencies with a role in the same tasks, those with most in common first. */
function colleagues(i) {
  const together = new Map();
  for (const task of new Set(assigned(i))) {
    for (const other of new Set(assigned(task))) {
      if (other !== i) together.set(other, (together.get(other) ?? 0) + 1);
    }
  }
  const sorted = [...together].sort(([a, n], [b, m]) => m - n || a - b);
  const item = ([j, n]) => element("li", "", neighbour(j, {}, fill(words.together, { n })));
  return sorted.length > 0 ? [element("h3", "", `${words.works_with}（${sorted.length}）`), longList(sorted, item)] : [];
}

/** A list of which the first items are shown, and the others by a button. */
function longList(all, item) {
  const list = element("ul", "near", ...all.slice(0, NEIGHBOURS).map(item));
  if (all.length > NEIGHBOURS) {
    const more = element("button", "", fill(words.more, { n: all.length - NEIGHBOURS }));
    more.type = "button";
    const last = element("li", "", more);
    more.addEventListener("click", () => last.replaceWith(...all.slice(NEIGHBOURS).map(item)));
    list.append(last);
  }
  return list;
}

/** A relation as it reads from its source (`out`) or from its target. */
function relationName(edge, out) {
  const pair = data.relations[`${edge.kind}:${edge.role}`] ?? data.relations[edge.kind] ?? [edge.kind, edge.kind];
  return pair[out ? 0 : 1] + (edge.derived ? `（${words.derived}）` : "");
}

/** The neighbours of a node under the name of their relation, as buttons that lead to them. */
function neighbourLists(i) {
  const groups = new Map();
  for (const { other, edge, out } of links[i]) {
    const name = relationName(edge, out);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push({ other, edge });
  }
  const item = ({ other, edge }) =>
    element("li", "", neighbour(other, edge), edge.quote === undefined ? null : element("blockquote", "why", data.passages[edge.quote]));
  return [...groups].flatMap(([name, near]) => [element("h3", "", `${name}（${near.length}）`), longList(near, item)]);
}

function neighbour(i, edge, tag = edge.derived ? words.derived : "") {
  const node = data.nodes[i];
  const made = element("button", "", symbolOf(node), element("span", "text", node.full));
  made.type = "button";
  if (tag) made.append(element("span", "tag", tag));
  made.addEventListener("click", () => goTo(i));
  return made;
}

/** What a node is linked with, by relation, in words. */
function linksInWords(i) {
  const groups = new Map();
  for (const { other, edge, out } of links[i]) {
    const name = relationName(edge, out);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(briefly(other));
  }
  return [...groups].map(([name, near]) => element("p", "", element("b", "", name), " ", listed(near)));
}

function listed(names) {
  const some = names.slice(0, IN_A_CELL).join("、");
  return names.length > IN_A_CELL ? `${some} ${fill(words.and_more, { n: names.length })}` : some;
}

function showTable() {
  if (!table.hidden) fillTable();
}

function fillTable() {
  const head = element("tr", "", ...["kind", "label", "content", "links"].map((name) => element("th", "", words[name])));
  for (const cell of head.children) cell.scope = "col";
  const body = visibleNodes().sort(inOrder).map((i) => {
    const node = data.nodes[i];
    const link = element("button", "link", node.full);
    link.type = "button";
    link.addEventListener("click", () => select(i));
    return element("tr", "",
      element("td", "", symbolOf(node), ` ${data.kinds[node.group].name}`, node.stub ? `（${words.stub}）` : ""),
      element("td", "", link),
      element("td", "", tableContent(node)),
      element("td", "", ...linksInWords(i)));
  });
  table.replaceChildren(element("table", "", element("thead", "", head), element("tbody", "", ...body)));
}

const IN_TABLE = ["period", "level", "date", "issuer"];

function tableContent(node) {
  const source = data.documents[node.document];
  const from = source && source.node !== node.id ? [source.name] : [];
  return [...IN_TABLE.filter((field) => node.rows[field]).map((field) => node.rows[field]), ...from].join(" · ");
}
