// What the page knows: the data, who is next to whom, and which nodes the reader has opened.

const CONTAINS = new Set(["has_section", "has_measure", "has_target", "has_funding"]);

/** The full name of a node, in two lines where it is to be folded. */
function folded({ full, fold }) {
  return fold === undefined ? full : `${full.slice(0, fold)}\n${full.slice(fold)}`;
}

// What follows from the rest is not in the data.
const rows = unpack(data.rows);
data.nodes = unpack(data.nodes).map((node, i) => ({ ...node, id: i, label: node.label ?? folded(node), rows: rows[i] ?? {} }));
data.edges = unpack(data.edges).map((edge, i) => ({ ...edge, id: i }));

/** For every node its edges, each as {other, edge, out}. */
const links = data.nodes.map(() => []);
for (const edge of data.edges) {
  links[edge.from].push({ other: edge.to, edge, out: true });
  if (edge.from !== edge.to) links[edge.to].push({ other: edge.from, edge, out: false });
}

/** The order in which the page shows two nodes. */
function inOrder(a, b) {
  return ["shelf", "column", "order"].map((k) => data.nodes[a][k] - data.nodes[b][k]).find((d) => d !== 0) ?? a - b;
}

for (const near of links) near.sort((a, b) => inOrder(a.other, b.other));

/** What a node is called in a list of others. */
function briefly(i) {
  return data.nodes[i].brief ?? data.nodes[i].full;
}

const state = {
  opened: new Set(data.first),
  withoutKinds: new Set(),
  withDerived: true,
  /** What the filters let through; null where none is set. */
  fitting: null,
  selected: null,
  /** Whether the camera has been set; not before the picture is first seen. */
  settled: false,
};

function isVisible(i) {
  return state.opened.has(i) && !state.withoutKinds.has(data.nodes[i].group) && (state.fitting?.has(i) ?? true);
}

function visibleNodes() {
  return data.nodes.filter((node) => isVisible(node.id)).map((node) => node.id);
}

function visibleEdges() {
  return data.edges.filter(
    (edge) => isVisible(edge.from) && isVisible(edge.to) && (state.withDerived || !edge.derived),
  );
}

/** The neighbours of a node that the reader has not opened, in the order of the data. */
function unopened(i) {
  const found = new Set(links[i].map((link) => link.other));
  return [...found].filter((j) => !state.opened.has(j)).sort((a, b) => a - b);
}

/** The nodes that a node is linked with by a responsibility: agencies of a task, tasks of an agency. */
function assigned(i) {
  return links[i].filter((link) => link.edge.kind === "led_by").map((link) => link.other);
}

/** Nodes, and in the agency view the agencies under which they stand. */
function withHeads(nodes) {
  if (data.view !== "agencies") return nodes;
  const heads = nodes.flatMap((i) => assigned(i).filter((j) => data.nodes[j].group === "agency" && data.nodes[j].block === data.nodes[i].block));
  return [...new Set([...nodes, ...heads])];
}

/** What a target, a sum, a measure or a chapter stands in, up to its document. */
function containers(i) {
  return reached(i, false);
}

/** What stands in a document, a chapter or a measure. */
function contents(i) {
  return reached(i, true);
}

function reached(i, inward) {
  const found = new Set();
  const step = (j) => links[j].filter((link) => link.out === inward && CONTAINS.has(link.edge.kind)).map((link) => link.other);
  for (const ahead = step(i); ahead.length > 0;) {
    const j = ahead.pop();
    if (!found.has(j)) {
      found.add(j);
      ahead.push(...step(j));
    }
  }
  return found;
}

/** The nodes of the first picture of the kind that holds the others: links of a chain first, then the best connected. */
function startingPoints() {
  const leading = data.view === "agencies" ? "agency" : "document";
  const points = data.first.filter((i) => data.nodes[i].group === leading && !data.nodes[i].stub);
  const chained = (i) => links[i].filter((link) => link.edge.kind === "implements").length;
  return points.sort((a, b) => chained(b) - chained(a) || links[b].length - links[a].length || a - b);
}

function symbolOf(node) {
  const made = element("span", `symbol ${node.stub ? "stub" : node.group}`, data.kinds[node.group].symbol);
  made.setAttribute("aria-hidden", "true");
  return made;
}
