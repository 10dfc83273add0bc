// What stands beside the picture: the details of one node, and the table of all visible ones.

const panel = document.getElementById("details");
const table = document.getElementById("table");
const NEIGHBOURS = 30;
const STARTING = 6;

function showDetails() {
  const i = state.selected;
  if (i === null) {
    const list = element("ul", "near");
    list.append(...startingPoints().slice(0, STARTING).map((j) => element("li", "", neighbour(j, {}))));
    panel.replaceChildren(element("p", "hint", words.hint), element("h3", "", words.start), list);
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
  const fields = Object.entries(node.rows);
  if (fields.length > 0) {
    parts.push(element("dl", "", ...fields.flatMap(([field, value]) => [
      element("dt", "", data.fields[field]), element("dd", "", value),
    ])));
  }
  if (node.quote) parts.push(element("h3", "", words.evidence), element("blockquote", "", node.quote));
  const hidden = unopened(i).length;
  if (hidden > 0) {
    const expand = element("button", "expand", fill(words.expand, { n: hidden }));
    expand.type = "button";
    expand.addEventListener("click", () => open(i));
    parts.push(expand);
  }
  parts.push(...neighbourLists(i));
  panel.replaceChildren(...parts);
  panel.scrollTop = 0;
}

/** The neighbours of a node under the name of their relation, as buttons that lead to them. */
function neighbourLists(i) {
  const groups = new Map();
  for (const { other, edge, out } of links[i]) {
    const pair = data.relations[`${edge.kind}:${edge.role}`] ?? data.relations[edge.kind] ?? [edge.kind, edge.kind];
    const name = pair[out ? 0 : 1];
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push({ other, edge });
  }
  return [...groups].flatMap(([name, near]) => {
    const list = element("ul", "near");
    const add = (some) => list.append(...some.map(({ other, edge }) => {
      const why = edge.quote ? element("blockquote", "why", edge.quote) : null;
      return element("li", "", neighbour(other, edge), why);
    }));
    add(near.slice(0, NEIGHBOURS));
    if (near.length > NEIGHBOURS) {
      const more = element("button", "", fill(words.more, { n: near.length - NEIGHBOURS }));
      more.type = "button";
      const item = element("li", "", more);
      more.addEventListener("click", () => {
        item.remove();
        add(near.slice(NEIGHBOURS));
      });
      list.append(item);
    }
    return [element("h3", "", `${name}（${near.length}）`), list];
  });
}

function neighbour(i, edge) {
  const node = data.nodes[i];
  const made = element("button", "", symbolOf(node), element("span", "text", node.full));
  made.type = "button";
  if (edge.derived) made.append(element("span", "tag", words.derived));
  made.addEventListener("click", () => goTo(i));
  return made;
}

function showTable() {
  if (table.hidden) return;
  const head = element("tr", "", ...["kind", "label", "content", "links"].map((name) => element("th", "", words[name])));
  for (const cell of head.children) cell.scope = "col";
  const inOrder = (a, b) => [0, 1, 2].map((k) => data.nodes[a].cell[k] - data.nodes[b].cell[k]).find((d) => d !== 0) ?? a - b;
  const body = visibleNodes().sort(inOrder).map((i) => {
    const node = data.nodes[i];
    const link = element("button", "link", node.full);
    link.type = "button";
    link.addEventListener("click", () => select(i));
    return element("tr", "",
      element("td", "", symbolOf(node), ` ${data.kinds[node.group].name}`, node.stub ? `（${words.stub}）` : ""),
      element("td", "", link),
      element("td", "", tableContent(node)),
      element("td", "", String(links[i].length)));
  });
  table.replaceChildren(element("table", "", element("thead", "", head), element("tbody", "", ...body)));
}

const IN_TABLE = ["quantity", "sum", "purpose", "period", "level", "date", "issuer", "document"];

function tableContent(node) {
  return IN_TABLE.filter((field) => node.rows[field]).map((field) => node.rows[field]).join(" · ");
}
